/** Settings of alerts. */
import { integer, webUrl } from "./values.ts";

/** Settings of alerts. */
export const alertSettings = {
  ALERT_WEBHOOK_URL: webUrl,
  ALERT_DISK_PERCENT: integer(10, "percent of the disk", { min: 1, max: 50 }),
};
