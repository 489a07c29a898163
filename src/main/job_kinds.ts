/** Every kind of job with what does it. The kinds live with their features. */
import { dispatchJob } from "../features/uploads/mod.ts";
import { deletePictureJob, prepareJob, readMetadataJob } from "../features/pictures/mod.ts";
import { finalizeJob } from "../features/sequences/mod.ts";
import { transferJob } from "../features/community/mod.ts";
import type { JobKind, Task } from "../features/jobs/mod.ts";

/** What runs the jobs of each task. */
export const JOB_KINDS: Record<Task, JobKind> = {
  prepare: prepareJob,
  delete: deletePictureJob,
  dispatch: dispatchJob,
  finalize: finalizeJob,
  read_metadata: readMetadataJob,
  transfer: transferJob,
};
