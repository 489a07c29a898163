/** Dispatches as the runner of jobs does, to the end or until it is killed. */
import type { Sql, Transaction } from "../../../../src/core/db/sql.ts";
import { dispatchJob } from "../../../../src/features/uploads/dispatch/job.ts";

const JOB = {
  id: "00000000-0000-0000-0000-000000000000",
  historyId: "",
  task: "dispatch" as const,
  pictureId: null,
  sequenceId: null,
  pictureToDeleteId: null,
  args: null,
  nbErrors: 0,
  nbOutages: 0,
  nbDeaths: 0,
  seq: 0,
};

/** Dispatches a set to the end. */
export async function runDispatch(sql: Sql, uploadSetId: string): Promise<void> {
  const { commit } = await dispatchJob.run({ ...JOB, uploadSetId }, { sql }, new AbortController().signal);
  await sql.begin(async (tx) => await commit?.(tx));
}

/** The process is killed. */
export class Killed extends Error {}

/**
 * Dispatches a set with something happening between its transactions.
 * @param before called before each transaction with its number, from 0; whoever throws `Killed` ends the job there
 * @returns how many transactions there were, the last one included
 */
export async function runDispatchWith(
  sql: Sql,
  uploadSetId: string,
  before: (transaction: number) => Promise<void> | void,
): Promise<number> {
  let transactions = 0;
  const watched = new Proxy(sql, {
    get: (target, name) =>
      name === "begin"
        ? async (work: (tx: Transaction) => Promise<void>) => {
          await before(transactions++);
          return await target.begin(work);
        }
        : Reflect.get(target, name),
  });
  try {
    const { commit } = await dispatchJob.run({ ...JOB, uploadSetId }, { sql: watched }, new AbortController().signal);
    await watched.begin(async (tx) => await commit?.(tx));
  } catch (error) {
    if (!(error instanceof Killed || (error instanceof Error && error.cause instanceof Killed))) throw error;
  }
  return transactions;
}
