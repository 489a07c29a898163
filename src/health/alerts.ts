/**
 * Tells the operator of problems by a POST of plain text with a title, as ntfy takes it: once for each problem, and once when it
 * is over. What could not be told is tried again every minute. The address is the operator's, from the environment alone, and may
 * be in a private network.
 */
import { logger } from "../core/log.ts";
import { translate } from "../core/messages/mod.ts";
import { messageOf } from "../core/thrown.ts";
import type { Services } from "../core/services.ts";
import type { PeriodicTask } from "../features/jobs/mod.ts";
import { checkHealth, idOf } from "./checks.ts";
import { claimAlert, deleteAlert, listAlerts, noteProblem, noteTold } from "./queries.ts";

const log = logger("alerts");
const PATIENCE = 10_000;

/** Looks every minute. */
export const alertTask: PeriodicTask = {
  name: "the search for problems",
  pattern: () => "* * * * *",
  async run(services) {
    const { ALERT_WEBHOOK_URL: url } = services.settings;
    if (url !== undefined) await tell(services, url);
  },
};

async function tell(services: Services, url: string): Promise<void> {
  const { sql } = services;
  const checks = await checkHealth(services, { counts: false });
  const bad = checks.filter(({ state }) => state === "bad");
  for (const check of bad) await noteProblem(sql, idOf(check), translate(check.text, "en"));
  const problems = new Set(bad.map(idOf)), own = new Set(checks.map((check) => idOf({ ...check, isLocal: true })));
  const looked = new Set([...checks.map(idOf), ...own]);
  for (const { id, text, is_told, is_forgotten } of await listAlerts(sql)) {
    const isOver = !problems.has(id);
    // Another machine may have a problem that this one has not, unless that machine has not looked for long.
    if (isOver ? !looked.has(id) && !is_forgotten : is_told) continue;
    if (!await claimAlert(sql, id)) continue;
    const news = !isOver ? "problem" : looked.has(id) ? "solved" : "no longer checked";
    try {
      // Nobody need hear of the end of what nobody heard of.
      if (!isOver || is_told) await post(services, url, text, news);
      await (isOver ? deleteAlert(sql, id) : noteTold(sql, id));
    } catch (error) {
      log.warn("ALERT_WEBHOOK_URL could not be told; it is tried again: {error}", { error: messageOf(error) });
    }
  }
}

/** What is told of a problem, as the title says it. */
type News = "problem" | "solved" | "no longer checked";
const BEGINNINGS: Record<News, string> = {
  problem: "",
  solved: "Solved: ",
  "no longer checked": "No longer checked, as its machine has been silent for an hour: ",
};

async function post({ settings }: Services, url: string, text: string, news: News): Promise<void> {
  const name = settings.API_SUMMARY.name.en ?? "Panoramax";
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      // Headers are ASCII; the name is in the text too.
      Title: `${name.replaceAll(/[^\x20-\x7e]/g, "?")}: ${news}`,
      Tags: news === "problem" ? "warning" : "white_check_mark",
    },
    body: `${name}: ${BEGINNINGS[news]}${text}`,
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`It answered ${response.status}`);
}
