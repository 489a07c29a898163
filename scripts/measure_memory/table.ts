/** The tables of README.md and docs/binary.md that say what a server takes. */

/** What one kind of server took; memory is resident, in bytes, times are in milliseconds. */
export interface Measured {
  /** Such as "from source, embedded database". */
  name: string;
  firstStart: Duration;
  laterStart: Duration;
  peakAtStart: number;
  idle: number;
  /** The most while one full-size picture is processed, and its tiles are made. */
  peakOfPicture: number;
  /** At rest after that picture. */
  idleAfterwards: number;
}

/** Milliseconds by the clock, and of processor time. */
export interface Duration {
  clock: number;
  processor: number;
}

/** Memory, one row a server. */
export function memoryTable(servers: readonly Measured[]): string {
  return table(
    ["Resident memory", "Peak at start", "Idle", "While one picture is processed", "Idle afterwards"],
    servers.map(({ name, peakAtStart, idle, peakOfPicture, idleAfterwards }) => [
      name,
      ...[peakAtStart, idle, peakOfPicture, idleAfterwards].map((bytes) => `${(bytes / 1e6).toFixed(0)} MB`),
    ]),
  );
}

/** Seconds from the start of the process until it answers, by the clock and of processor time. */
export function startTable(servers: readonly Measured[]): string {
  return table(
    ["Start (clock / processor)", "In an empty folder", "On existing data"],
    servers.map(({ name, firstStart, laterStart }) => [name, duration(firstStart), duration(laterStart)]),
  );
}

/**
 * The page with other tables between the comments that mark a section.
 * @throws Error when the page has no place for them
 */
export function withTables(page: string, tables: readonly string[], section: "memory" | "arm64" = "memory"): string {
  const place = new RegExp(`(<!-- ${section}: begin[^\\n]* -->\\n).*(<!-- ${section}: end -->)`, "s");
  if (!place.test(page)) throw new Error(`The page has no section ${section}`);
  return page.replace(place, (_, begin, end) => `${begin}\n${tables.join("\n\n")}\n\n${end}`);
}

/** A table of Markdown. */
export function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function duration({ clock, processor }: Duration): string {
  return `${(clock / 1000).toFixed(1)} s / ${(processor / 1000).toFixed(1)} s`;
}
