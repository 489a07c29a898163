/** Which transactions had the embedded database longest, from the log of the server. */

const LINE = /Everybody waited for a transaction of (\d+) ms, of which (\d+) ms were: (.*)/;
const SHOWN = 15;

interface Hold {
  milliseconds: number;
  times: number;
}

/** Gathers long transactions by their slowest statement. */
export class HoldList {
  readonly #holds = new Map<string, Hold>();

  /** Takes a line of the log. */
  read(line: string): void {
    const [, milliseconds, , statement] = LINE.exec(line) ?? [];
    if (statement === undefined) return;
    const known = this.#holds.get(statement) ?? { milliseconds: 0, times: 0 };
    const longest = Math.max(known.milliseconds, Number(milliseconds));
    this.#holds.set(statement, { milliseconds: longest, times: known.times + 1 });
  }

  /** The longest first, as a table. */
  report(): string {
    const sorted = [...this.#holds].sort(([, a], [, b]) => b.milliseconds - a.milliseconds).slice(0, SHOWN);
    const rows = sorted.map(([statement, { milliseconds, times }]) => `| ${milliseconds} | ${times} | ${statement} |`);
    return ["| longest (ms) | more than 100 ms | slowest statement |", "| --- | --- | --- |", ...rows].join("\n");
  }
}
