/** Completes upload sets that nobody sends files to any more: until then their pictures are in no collection. */
import type { PeriodicTask } from "../jobs/mod.ts";
import { logger } from "../../core/log.ts";
import type { Services } from "../../core/services.ts";
import { completeAbandonedUploadSets } from "./queries.ts";

/** Every ten minutes, as long as a process runs. Does nothing unless `API_UPLOAD_SET_COMPLETION_HOURS` says when. */
export const completeAbandonedTask: PeriodicTask = {
  name: "completing abandoned upload sets",
  pattern: () => "*/10 * * * *",
  run: completeAbandoned,
  wasMissed: ({ settings }) => Promise.resolve(settings.API_UPLOAD_SET_COMPLETION_HOURS > 0),
};

/** Completes what is due, as its uploader would have. */
export async function completeAbandoned({ sql, settings }: Services): Promise<void> {
  const hours = settings.API_UPLOAD_SET_COMPLETION_HOURS;
  if (hours <= 0) return;
  for (const id of await completeAbandonedUploadSets(sql, hours)) {
    logger("uploads").info("Completed upload set {id}: no file came for {hours} hours", { id, hours });
  }
}
