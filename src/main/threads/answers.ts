/** What each thread of a server answers to the others. */
import type { Sql } from "../../core/db/sql.ts";
import { recentLines } from "../../core/recent_log.ts";
import type { Services } from "../../core/services.ts";
import { loadStored } from "../../features/instance_settings/mod.ts";

/** Lets other threads ask for figures and lines of the log, and say that settings were stored. */
export function answerOthers({ team, settings, metrics }: Services, backgroundSql: Sql): void {
  team.answer("settings", () => loadStored(backgroundSql, settings));
  team.answer("log", (wanted) => recentLines(wanted));
  team.answer("metrics", async () => await metrics?.figures() ?? []);
}
