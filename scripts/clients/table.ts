/** The table of docs/compatibility.md that says which clients were run. */
import { z } from "zod";

const SECTION = /(<!-- clients: begin -->\n).*(<!-- clients: end -->)/s;

const result = z.object({
  name: z.string(),
  version: z.string(),
  does: z.string(),
  database: z.enum(["embedded", "native"]),
  /** Why it did not get what it wants. */
  failure: z.string().optional(),
});
export type ClientResult = z.output<typeof result>;

/** Reads results as the tests write them, one JSON object a line. */
export function readResults(lines: string): ClientResult[] {
  return lines.split("\n").filter((line) => line !== "").map((line) => result.parse(JSON.parse(line)));
}

/** One row a client, in the order in which they were run. */
export function clientTable(results: ClientResult[]): string {
  const rows = Map.groupBy(results, ({ name }) => name);
  const lines = Array.from(rows, ([name, runs]) => {
    const failures = runs.filter(({ failure }) => failure !== undefined);
    const outcome = failures.length === 0 ? "works" : failures.map(({ failure }) => failure).join("; ");
    return row(name, runs[0]?.version ?? "", runs[0]?.does ?? "", outcome);
  });
  return ["| Client | Version | What it did | Result |", "| --- | --- | --- | --- |", ...lines].join("\n");
}

/**
 * The page with another table.
 * @throws Error when the page has no place for it
 */
export function withTable(page: string, table: string): string {
  if (!SECTION.test(page)) throw new Error("docs/compatibility.md has no section of clients");
  return page.replace(SECTION, (_, begin, end) => `${begin}\n${table}\n\n${end}`);
}

function row(...cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll(/\s+/g, " ").slice(0, 300)).join(" | ")} |`;
}
