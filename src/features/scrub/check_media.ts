/** Reads the files of cameras again from time to time, and notices those that are not as they were received. */
import { sha256Of } from "../../core/checksum.ts";
import type { Services } from "../../core/services.ts";
import { allskyPath } from "../../core/storage/mod.ts";
import type { PeriodicTask } from "../jobs/mod.ts";
import type { OnRead } from "./check_original.ts";
import { claimMedia, findMedia, type MediaRow, recordMediaCheck } from "./media_queries.ts";
import type { OriginalProblem } from "./queries.ts";
import { scrubAll } from "./scrub_task.ts";

/** Between the times of originals of pictures, which are read at the same pace. */
export const checkMediaTask: PeriodicTask = {
  name: "checking files of cameras",
  pattern: () => "5-59/10 * * * *",
  run: (services, stopping) => checkDueMedia(services, stopping),
};

/** Checks the files that are due, until none is, or time is over. */
export async function checkDueMedia(services: Services, stopping: AbortSignal): Promise<void> {
  await scrubAll<MediaRow>(
    {
      claim: (limit) => claimMedia(services.sql, services.settings.SCRUB_DAYS, limit),
      check: (media, onRead) => checkMedia(media, services, onRead),
      nameOf: ({ path }) => `file ${path} of a camera`,
    },
    services,
    stopping,
  );
}

/**
 * Reads a file and notes what it finds. One that a camera replaced or deleted while it was read is left to the next check.
 * @returns what is wrong; undefined when nothing is
 */
export async function checkMedia(
  known: MediaRow,
  { sql, stores }: Pick<Services, "sql" | "stores">,
  onRead: OnRead = () => {},
): Promise<OriginalProblem | undefined> {
  const file = await stores.permanent.open(allskyPath(known.path));
  const sha256 = file && await sha256Of(file.stream(), onRead);
  const problem = !file ? "missing" : sha256 === known.sha256 ? undefined : "changed";
  const [now] = await findMedia(sql, [known.id]);
  if (now?.path !== known.path || now.sha256 !== known.sha256) return undefined;
  await recordMediaCheck(sql, known.id, problem ?? null);
  return problem;
}
