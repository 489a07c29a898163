/** How far the processing of a collection's pictures is. */
import { isoOffset } from "../../../core/db/timestamps.ts";
import type { Language } from "../../../core/messages/mod.ts";
import { type AttemptErrorColumns, errorInLanguage } from "../../jobs/mod.ts";

/** A picture with what its jobs left behind. */
export interface ProcessingRow extends AttemptErrorColumns {
  id: string;
  status: string;
  rank: number;
  /** Jobs that were started. */
  jobs: number;
  nb_errors: number;
  /** PostgreSQL text in UTC; null while no job has ended. */
  processed_at: string | null;
  /** Of the job started last. */
  last_is_running: boolean;
}

/** One entry of `geovisio_status`. Undefined values are left out of the text by `JSON.stringify`. */
export function processingJson(row: ProcessingRow, language: Language) {
  const { id, status, rank } = row;
  if (row.jobs === 0) return { id, status, rank };
  return {
    id,
    status: row.last_is_running ? "preparing" : row.error !== null ? "broken" : status,
    rank,
    processing_in_progress: row.last_is_running,
    nb_errors: row.nb_errors,
    processed_at: row.processed_at === null ? undefined : isoOffset(row.processed_at),
    process_error: errorInLanguage(row, language) ?? undefined,
  };
}
