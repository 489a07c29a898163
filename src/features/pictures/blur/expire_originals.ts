/** Deletes unblurred originals when their time is over (`PICTURE_KEEP_UNBLURRED`). */
import { hdPath } from "../../../core/storage/mod.ts";
import type { PeriodicTask } from "../../jobs/mod.ts";
import { forgetOriginal, listExpiredOriginals } from "./picture_blurs.ts";

/** Every hour. */
export const expireOriginalsTask: PeriodicTask = {
  name: "deleting unblurred originals",
  pattern: () => "29 * * * *",
  async run({ sql, stores }, stopping) {
    for (let ids = await listExpiredOriginals(sql); ids.length > 0; ids = await listExpiredOriginals(sql)) {
      for (const id of ids) {
        if (stopping.aborted) return;
        await stores.tmp.remove(hdPath(id));
        await forgetOriginal(sql, id);
      }
    }
  },
};
