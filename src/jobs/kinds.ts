/** Every kind of job with what does it. The kinds live with their features. */
import { dispatchJob } from "../uploads/dispatch/job.ts";
import { deletePictureJob } from "../pictures/delete_job.ts";
import { prepareJob } from "../pictures/prepare_job.ts";
import { readMetadataJob } from "../pictures/read_metadata/job.ts";
import { finalizeJob } from "../sequences/finalize_job.ts";
import { transferJob } from "../community/transfers/mod.ts";
import type { JobKind, Task } from "./job.ts";

export const JOB_KINDS: Record<Task, JobKind> = {
  prepare: prepareJob,
  delete: deletePictureJob,
  dispatch: dispatchJob,
  finalize: finalizeJob,
  read_metadata: readMetadataJob,
  transfer: transferJob,
};
