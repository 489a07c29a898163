/** `/metrics`, in the text format of Prometheus. Nothing in it identifies a person. */
import { z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { Gauge, Registry } from "prom-client";
import type { Account } from "../../core/http/account.ts";
import { callerOf, type RequestContext, type RequestVariables } from "../../core/http/context.ts";
import { errorAnswer } from "../../core/http/documentation.ts";
import { ApiError } from "../../core/http/errors.ts";
import { foreignOrigin } from "../../core/http/own_origins.ts";
import type { Router } from "../../core/http/router.ts";
import { message } from "../../core/messages/mod.ts";
import type { Settings } from "../../core/settings/mod.ts";
import type { Services } from "../../core/services.ts";
import { readRoom } from "../../core/storage/mod.ts";
import { countChecks, countMediaChecks } from "../scrub/mod.ts";
import { readDatabaseMetrics } from "./queries.ts";

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/** Measures requests; the router notes which route they took. */
export function measureRequests({ metrics }: Services): MiddlewareHandler<RequestVariables> {
  return async function measureRequests(context, next) {
    const start = performance.now();
    await next();
    metrics?.observeRequest(
      context.req.method,
      context.get("route") ?? "none",
      context.res.status,
      (performance.now() - start) / 1000,
    );
  };
}

/** `/metrics`, for whom `API_METRICS` lets read it. */
export function metricsRoutes(router: Router, services: Services): void {
  router.route({
    method: "get",
    path: "/metrics",
    access: "anyone",
    summary: "Metrics for Prometheus: requests, uploads, jobs, storage, database, event loop",
    tags: ["Server"],
    responses: {
      200: { description: "Prometheus text format", content: { "text/plain": { schema: z.string() } } },
      401: errorAnswer("The metrics are for administrators, and nobody is logged in"),
      403: errorAnswer("The caller is no administrator"),
      404: errorAnswer("This instance does not publish metrics"),
    },
  }, async (context) => {
    if (!services.metrics) throw new ApiError(404, message("monitoring.no_metrics"));
    const { API_METRICS } = services.settings;
    const isOpen = API_METRICS === "true" ||
      (API_METRICS === "private" && isFromThisMachine(context, services.settings));
    if (!isOpen) requireReader(callerOf(context));
    const registry = await services.metrics.with(await services.team.ask("metrics"));
    const whole = Registry.merge([registry, await readInstanceMetrics(services)]);
    return context.body(await whole.metrics(), 200, {
      "Content-Type": registry.contentType,
      "Cache-Control": "no-store",
    });
  });
}

/** Asked for by a program on this machine: not through a proxy, and not by a page of another site in a browser. */
function isFromThisMachine(context: RequestContext, settings: Settings): boolean {
  const isForwarded = ["X-Forwarded-For", "Forwarded"].some((name) => context.req.header(name) !== undefined);
  const isForeign = context.req.header("Origin") !== undefined && foreignOrigin(context, settings) !== undefined;
  return !isForwarded && !isForeign && LOOPBACK.test(context.env?.remoteAddress ?? "");
}

/** Prometheus sends the API token of an administrator. */
function requireReader(caller: Account | null): void {
  if (caller?.role === "admin") return;
  throw new ApiError(caller ? 403 : 401, message("http.stats_not_readable"));
}

/** What is true at the moment, of the whole instance. */
async function readInstanceMetrics({ sql, settings }: Services): Promise<Registry> {
  const registry = new Registry();
  const gauge = <T extends string>(name: string, help: string, labelNames: T[]) =>
    new Gauge({ name: `panoramax_${name}`, help, labelNames, registers: [registry] });

  const { jobs, connections, database_size } = await readDatabaseMetrics(sql);
  const jobsGauge = gauge("jobs", "Jobs in the queue by kind and state", ["task", "state"]);
  for (const { number, ...labels } of jobs) jobsGauge.set(labels, number);
  const connectionsGauge = gauge("database_connections", "Connections to the database by state", ["state"]);
  for (const { number, ...labels } of connections) connectionsGauge.set(labels, number);
  gauge("database_pool_size", "Most connections of this process", []).set(settings.DB_MAX_CNX);
  gauge("database_size_bytes", "Tables and indexes", []).set(database_size);

  const { checked, missing, changed, oldest } = await countChecks(sql);
  gauge("originals_checked", "Originals that were read again since they were uploaded", []).set(checked);
  const damaged = gauge("originals_damaged", "Originals whose last check found them missing or changed", ["problem"]);
  damaged.set({ problem: "missing" }, missing);
  damaged.set({ problem: "changed" }, changed);
  gauge("originals_oldest_check_seconds", "Seconds since the check that is the longest ago", []).set(oldest ?? 0);

  const media = await countMediaChecks(sql);
  gauge("allsky_media_checked", "Files of cameras that were read again since they came", []).set(media.checked);
  const damagedMedia = gauge("allsky_media_damaged", "Files of cameras that are missing or changed", ["problem"]);
  damagedMedia.set({ problem: "missing" }, media.missing);
  damagedMedia.set({ problem: "changed" }, media.changed);

  const free = gauge("storage_free_bytes", "Room left where files are kept", ["store"]);
  const size = gauge("storage_size_bytes", "Size of the file system where files are kept", ["store"]);
  for (const [store, folder] of Object.entries(settings.storage)) {
    const room = await readRoom(folder);
    if (!room) continue;
    free.set({ store }, room.free);
    size.set({ store }, room.total);
  }
  return registry;
}
