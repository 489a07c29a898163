/** Writes docs/corpus.md. */
import type { Difference } from "./compare.ts";
import { DEBIAN_SOURCES, NPM_PACKAGES } from "./packages.ts";

/** What was found. */
export interface Findings {
  /** Different files that were uploaded. */
  files: number;
  /** Files of which the fields were compared. */
  compared: number;
  acceptances: { file: string; status: number; reason: string; peer: string | undefined }[];
  rows: (Difference & { file: string })[];
}

/** Lines of a table that has more: the others are counted. */
const MOST_LINES = 60;

/** The document. */
export function reportText({ files, compared, acceptances, rows }: Findings): string {
  const accepted = acceptances.filter(({ status }) => status < 300);
  const other = acceptances.filter(({ status, peer }) => (status < 300) !== (peer === undefined));
  const reasons = Map.groupBy(
    rows,
    ({ reference, field, reason }) => `${reference} | ${field} | ${reason ?? "unknown"}`,
  );
  return [
    "# Pictures of others",
    "",
    "`deno task corpus` wrote this page. It uploads JPEG files that packages of Debian and npm carry for their own tests, and",
    "compares what this server reads with geopic-tag-reader 1.10.1 and exiftool.",
    "",
    `Packages: ${[...DEBIAN_SOURCES, ...NPM_PACKAGES].join(", ")}.`,
    "",
    `- ${files} different files were uploaded: ${accepted.length} accepted, ${files - accepted.length} refused, ` +
    `${acceptances.filter(({ status }) => status >= 500).length} answers 5xx`,
    `- ${compared} of them could be given a position and a time where they lacked one; their fields were compared`,
    "",
    "## Refusals",
    "",
    ...table(["Reason", "Files"], countBy(acceptances.filter(({ status }) => status >= 300), ({ reason }) => reason)),
    "",
    "## Accepted by one of both",
    "",
    ...table(
      ["File", "Here", "geopic-tag-reader"],
      other.map(({ file, status, reason, peer }) => [
        file,
        status < 300 ? "accepted" : reason,
        peer ?? "accepted",
      ]),
    ),
    "",
    "## Fields that differ",
    "",
    ...table(
      ["Reference", "Field", "Reason", "Files"],
      [...reasons].map(([key, group]) => [...key.split(" | "), String(group.length)]),
    ),
    "",
    ...table(
      ["File", "Reference", "Field", "Here", "There"],
      rows.map((row) => [
        row.file,
        row.reference,
        row.field,
        String(row.ours),
        String(row.theirs),
      ]),
    ),
    "",
  ].join("\n");
}

function countBy<T>(items: T[], keyOf: (item: T) => string): string[][] {
  return [...Map.groupBy(items, keyOf)].map(([key, group]) => [key, String(group.length)])
    .sort((a, b) => Number(b[1]) - Number(a[1]));
}

function table(head: string[], rows: string[][]): string[] {
  if (rows.length === 0) return ["None."];
  const cell = (text: string) =>
    text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|").replaceAll(/[<>*_`]/g, "\\$&").trim();
  const lines = rows.slice(0, MOST_LINES).map((row) => `| ${row.map(cell).join(" | ")} |`);
  const rest = rows.length - lines.length;
  return [
    `| ${head.join(" | ")} |`,
    `| ${head.map(() => "---").join(" | ")} |`,
    ...lines,
    ...(rest > 0 ? ["", `And ${rest} more.`] : []),
  ];
}
