/** `/api/admin/backups`: what was saved, when, and saving now. */
import { z } from "@hono/zod-openapi";
import { Cron } from "croner";
import { isoZulu } from "../../core/db/timestamps.ts";
import { errorAnswer } from "../../core/http/documentation.ts";
import type { Router } from "../../core/http/router.ts";
import { message } from "../../core/messages/mod.ts";
import type { Services } from "../../core/services.ts";
import { requireAdministrator } from "../../features/accounts/mod.ts";
import { type BackupRunRow, endDeadRuns, listRuns } from "./queries.ts";
import { beginBackup } from "./run.ts";

const MOST_LISTED = 20;
const ADMINISTRATORS_ONLY = message("backups.administrators_only");
const tags = ["Administration"];
const refusals = {
  401: errorAnswer("Nobody is logged in"),
  403: errorAnswer("The caller is not an administrator"),
};

const backups = z.object({
  folder: z.string().nullable().openapi({ description: "BACKUP_FOLDER; null where no backups can be made" }),
  cron: z.string(),
  keep: z.int(),
  next_at: z.iso.datetime().nullable().openapi({ description: "When the next one is made by itself" }),
  runs: z.array(z.object({
    id: z.string(),
    state: z.enum(["running", "done", "failed"]),
    started_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
    path: z.string(),
    nb_files: z.int().openapi({ description: "Copied so far" }),
    nb_expected: z.int(),
    bytes: z.int().nullable(),
    error: z.string().nullable(),
  })),
}).openapi("Backups");

/** Listing backups, and making one. */
export function backupRoutes(router: Router, services: Services): void {
  const { settings, sql, background } = services;

  router.route({
    method: "get",
    path: "/api/admin/backups",
    access: "logged-reads-or-refused",
    summary: "Backups of this server: schedule, and the last runs, the newest first",
    tags,
    responses: { ...refusals, 200: { description: "They", content: { "application/json": { schema: backups } } } },
  }, async (context) => {
    requireAdministrator(context, ADMINISTRATORS_ONLY);
    const { BACKUP_FOLDER, BACKUP_CRON, BACKUP_KEEP } = settings;
    const isScheduled = BACKUP_FOLDER !== undefined && BACKUP_CRON !== "never" && !settings.API_READ_ONLY;
    const next = isScheduled ? new Cron(BACKUP_CRON, { paused: true, timezone: "UTC" }).nextRun() : null;
    return context.json({
      folder: BACKUP_FOLDER ?? null,
      cron: BACKUP_CRON,
      keep: BACKUP_KEEP,
      next_at: next?.toISOString() ?? null,
      runs: (await listRuns(sql, MOST_LISTED)).map(runJson),
    });
  });

  router.route({
    method: "post",
    path: "/api/admin/backups",
    access: "logged-writes",
    summary: "Make a backup now",
    tags,
    responses: {
      ...refusals,
      202: {
        description: "It has begun",
        content: { "application/json": { schema: z.object({ id: z.string() }).openapi("BegunBackup") } },
      },
      409: errorAnswer("One is being made, or there is no folder for it"),
    },
  }, async (context) => {
    requireAdministrator(context, ADMINISTRATORS_ONLY);
    await endDeadRuns(sql);
    const { id, finish } = await beginBackup(services, background.sql);
    background.begin(finish);
    context.set("auditDetails", { action: "backup" });
    return context.json({ id }, 202);
  });
}

function runJson({ started_at, finished_at, ...run }: BackupRunRow) {
  return {
    ...run,
    state: finished_at === null ? "running" as const : run.error === null ? "done" as const : "failed" as const,
    started_at: isoZulu(started_at),
    finished_at: finished_at && isoZulu(finished_at),
  };
}
