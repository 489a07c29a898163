/** Deletes unblurred originals when their time is over (`PICTURE_KEEP_UNBLURRED`). */
import { hdPath } from "../../../core/storage/mod.ts";
import { confirmMoment } from "../../../core/steady_clock.ts";
import type { PeriodicTask } from "../../jobs/mod.ts";
import { forgetOriginal, listExpiredOriginals } from "./picture_blurs.ts";

/** Every hour, unless the clock may be wrong. */
export const expireOriginalsTask: PeriodicTask = {
  name: "deleting unblurred originals",
  pattern: () => "29 * * * *",
  async run({ sql, stores }, stopping) {
    const moment = await confirmMoment(sql);
    if (!moment) return;
    for (;;) {
      const ids = await listExpiredOriginals(sql, moment);
      if (ids.length === 0) return;
      for (const id of ids) {
        if (stopping.aborted) return;
        await stores.tmp.remove(hdPath(id));
        await forgetOriginal(sql, id);
      }
    }
  },
};
