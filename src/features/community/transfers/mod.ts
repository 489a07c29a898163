/** Transfers: copies of collections from other instances. */
export { transferJob } from "./transfer_job.ts";
