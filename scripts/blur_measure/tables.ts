/** Results as tables of Markdown. */
import type { Outcome, Results } from "./search.ts";

const FACE_HEIGHTS = [8, 12, 16, 24, 40, 80], PLATE_WIDTHS = [30, 45, 60, 80, 120];

/** @param results by run; what was not run is left out */
export function tables(results: Record<string, Results | undefined>): string {
  const outcomes = (name: string) => results[name]?.outcomes ?? [];
  const faces = (chosen: (outcome: Outcome) => boolean) => (outcome: Outcome) => !outcome.isHidden && chosen(outcome);
  return [
    table("Height of the face", FACE_HEIGHTS, ({ height }) => height, [
      ["Flat", outcomes("faces-flat").filter(faces(() => true))],
      ["360°, within 45° of the horizon", outcomes("faces-360").filter(faces(({ isLow }) => isLow))],
      ["360°, beyond", outcomes("faces-360").filter(faces(({ isLow }) => !isLow))],
      ["Masked or turned away, flat", outcomes("faces-flat").filter(({ isHidden }) => isHidden)],
    ]),
    table("Width of the plate", PLATE_WIDTHS, ({ width }) => width, [
      ["Flat", outcomes("plates-flat")],
      ["360°, within 45° of the horizon", outcomes("plates-360").filter(({ isLow }) => isLow)],
      ["360°, beyond", outcomes("plates-360").filter(({ isLow }) => !isLow)],
    ]),
    falseBoxes(results),
  ].filter((part) => part !== "").join("\n\n");
}

function table(
  size: string,
  edges: number[],
  sizeOf: (outcome: Outcome) => number,
  columns: [name: string, outcomes: Outcome[]][],
): string {
  const used = columns.filter(([, outcomes]) => outcomes.length > 0);
  if (used.length === 0) return "";
  const rows = edges.map((least, index) => {
    const most = edges[index + 1] ?? Infinity;
    const cells = used.map(([, outcomes]) => {
      const chosen = outcomes.filter((outcome) => sizeOf(outcome) >= least && sizeOf(outcome) < most);
      return share(chosen.filter(({ isFound }) => isFound).length, chosen.length);
    });
    return [most === Infinity ? `${least} px and more` : `${least}–${most} px`, ...cells];
  });
  return markdown([[size, ...used.map(([name]) => name)], ...rows]);
}

function share(found: number, all: number): string {
  return all === 0 ? "" : `${found} of ${all} (${Math.floor(100 * found / all)}%)`;
}

/** Where only faces are labelled, plates of cars would count as false. There are none in these pictures. */
function falseBoxes(results: Record<string, Results | undefined>): string {
  const flat = results["faces-flat"], round = results["faces-360"];
  const each = [["flat picture", flat], ["360° picture", round]] as const;
  const texts = each.flatMap(([name, one]) =>
    one ? [`${(one.falseBoxes / one.pictures).toFixed(1)} a ${name} (${one.falseBoxes} in ${one.pictures})`] : []
  );
  return texts.length === 0 ? "" : `Boxes where nothing is labelled, in the pictures of faces: ${texts.join(", ")}.`;
}

/** As `deno fmt` lays tables out. */
function markdown(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  return lines.join("\n");
}
