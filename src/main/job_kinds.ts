/** Every kind of job with what does it. The kinds live with their features. */
import { dispatchJob } from "../features/uploads/dispatch/job.ts";
import { deletePictureJob } from "../features/pictures/delete_job.ts";
import { prepareJob } from "../features/pictures/prepare_job.ts";
import { readMetadataJob } from "../features/pictures/read_metadata/job.ts";
import { finalizeJob } from "../features/sequences/finalize_job.ts";
import { transferJob } from "../features/community/transfers/mod.ts";
import type { JobKind, Task } from "../features/jobs/job.ts";

export const JOB_KINDS: Record<Task, JobKind> = {
  prepare: prepareJob,
  delete: deletePictureJob,
  dispatch: dispatchJob,
  finalize: finalizeJob,
  read_metadata: readMetadataJob,
  transfer: transferJob,
};
