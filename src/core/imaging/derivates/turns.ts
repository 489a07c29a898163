/** Has the threads of the process work on the derivates of a picture one after the other. */
import type { SharedTable, Team } from "../../threads/mod.ts";

/** Which thread works on a picture, at how many things at once, and since when. */
const THREAD = 0, WORK = 1, SINCE = 2;
/** Pictures that are worked on at a time; where there are more, some may be worked on twice. */
const SIZE = { rows: 1000, fields: 3 };
/** Milliseconds between two looks at whether another thread has finished. */
const PAUSE = 20;
/** Milliseconds after which nobody waits any longer: work takes seconds, and is the same if it is done twice. */
const LONGEST = 60_000;
/** Milliseconds in which a thread may add to the work that it is at; later, it gets in line: others may be waiting. */
const LONGEST_JOINED = 5000;

/** What a thread has to know of the others. */
export type TurnsTeam = Pick<Team, "number" | "table" | "now">;

/** The turns of one thread. */
export class Turns {
  readonly #team: TurnsTeam;
  readonly #table: SharedTable;

  constructor(team: TurnsTeam) {
    this.#team = team;
    this.#table = team.table("derivates being made", SIZE);
  }

  /**
   * Does some work on a picture while no other thread works on it; this one may do several things at once.
   * @param work told whether another thread has worked on the picture meanwhile
   */
  async take<T>(id: string, work: (hasWaited: boolean) => Promise<T>): Promise<T> {
    let hasWaited = false;
    while (!this.#begin(id)) {
      hasWaited = true;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    try {
      return await work(hasWaited);
    } finally {
      this.#end(id);
    }
  }

  #begin(id: string): boolean {
    const { number, now } = this.#team;
    return this.#table.use(id, (row) => {
      const isOwn = row.isKnown && row.get(THREAD) === number;
      const age = now() - row.get(SINCE), isJoined = isOwn && age <= LONGEST_JOINED;
      if (row.isKnown && !isJoined && age <= LONGEST) return false;
      row.set(THREAD, number);
      row.set(WORK, isOwn ? row.get(WORK) + 1 : 1);
      if (!isJoined) row.set(SINCE, now());
      return true;
    });
  }

  #end(id: string): void {
    this.#table.use(id, (row) => {
      if (row.get(THREAD) === this.#team.number) row.add(WORK, -1);
      row.isKept = row.isKnown && row.get(WORK) > 0;
    });
  }
}
