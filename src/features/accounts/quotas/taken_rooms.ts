/** The files that are being received for an account, and were: all threads of the process count them together. */
import type { SharedTable, Team } from "../../../core/threads/mod.ts";
import type { Usage } from "./queries.ts";

/** Of files that are not committed yet, and of all that were. */
const PENDING_PICTURES = 0, PENDING_BYTES = 1, PICTURES = 2, BYTES = 3;
const SIZE = { rows: 4000, fields: 4 };

/** What all threads share of it; the first one has to ask for it when the application is made. */
export function tableOfRooms({ table }: Pick<Team, "table">): SharedTable {
  return table("room of accounts", SIZE);
}

/** Room for files, taken by any thread for an account. */
export class TakenRooms {
  readonly #table: SharedTable;
  readonly #account: string;

  constructor({ table }: Pick<Team, "table">, account: string) {
    this.#table = tableOfRooms({ table });
    this.#account = account;
  }

  /** Of all files that were committed so far. */
  committed(): Usage {
    return this.#table.use(this.#account, (row) => ({ pictures: row.get(PICTURES), bytes: row.get(BYTES) }));
  }

  /**
   * Takes room for a file, unless there is something against it.
   * @param objection to it, by what was ever committed or is about to be
   */
  take<Objection>(bytes: number, objection: (used: Usage) => Objection | undefined): Objection | undefined {
    return this.#table.use(this.#account, (row) => {
      const found = objection({
        pictures: row.get(PENDING_PICTURES) + row.get(PICTURES),
        bytes: row.get(PENDING_BYTES) + row.get(BYTES),
      });
      if (found !== undefined) return found;
      row.add(PENDING_PICTURES, 1);
      row.add(PENDING_BYTES, bytes);
      return undefined;
    });
  }

  /** The file is there, or is not to come. */
  settle(bytes: number, isThere: boolean): void {
    this.#table.use(this.#account, (row) => {
      row.add(PENDING_PICTURES, -1);
      row.add(PENDING_BYTES, -bytes);
      if (!isThere) return;
      row.add(PICTURES, 1);
      row.add(BYTES, bytes);
    });
  }
}
