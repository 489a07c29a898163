/** `/api/admin/system`: versions and sizes, for administrators. */
import { z } from "@hono/zod-openapi";
import { requireAdministrator } from "../../accounts/mod.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import type { StreetMap } from "../../base_map/mod.ts";
import { message } from "../../../core/messages/mod.ts";
import { readRoom } from "../../../core/storage/mod.ts";
import { VERSION } from "../../../core/version.ts";
import { blursHere, publishesUnblurred } from "../../pictures/mod.ts";
import { countChecks, countMediaChecks } from "../../scrub/mod.ts";
import { readSizes } from "./queries.ts";

const bytes = z.number().openapi({ description: "Bytes" });
const system = z.object({
  version: z.string(),
  runtime: z.string(),
  database: z.object({ version: z.string(), is_embedded: z.boolean(), size: bytes }),
  storage: z.object({
    location: z.string(),
    received: bytes.openapi({ description: "Bytes of all files as they were received" }),
    free: bytes.nullable(),
    total: bytes.nullable(),
  }),
  originals: z.object({
    checked: z.int().openapi({
      description:
        "Read again since they were received, and compared with their checksums; files of all-sky cameras too",
    }),
    damaged: z.int().openapi({ description: "Missing or changed, as the last check of each found" }),
  }),
  blurring: z.object({
    by: z.enum(["builtin", "server", "nobody"]),
    state: z.enum(["unknown", "able", "unable"]),
    publishes_unblurred: z.boolean().openapi({ description: "People from other machines see what nobody blurs" }),
    reason: z.string().nullable().openapi({ description: "Why pictures cannot be blurred, or only slowly" }),
  }),
  base_map: z.object({
    is: z.enum(["style", "tiles", "streets", "unusable", "land"]),
    place: z.string().nullable().openapi({ description: "The file or address that it comes from" }),
    reason: z.string().nullable().openapi({ description: "Why streets cannot be shown" }),
  }),
}).openapi("SystemState");

async function describeBaseMap(settings: Settings, streetMap: StreetMap) {
  const { API_MAP_STYLE_URL: style, API_MAP_RASTER_URL: tiles } = settings;
  if (style !== undefined) return { is: "style", place: style, reason: null };
  if (tiles !== undefined) return { is: "tiles", place: tiles, reason: null };
  const state = await streetMap.state();
  if (state.kind === "absent") return { is: "land", place: null, reason: null };
  const reason = state.kind === "unusable" ? state.error.message : null;
  return { is: state.kind === "ready" ? "streets" : "unusable", place: streetMap.place, reason };
}

/** The route; it asks each part of the server when it is called. */
export function systemRoutes(router: Router, { settings, sql, blurrer }: Services, streetMap: StreetMap): void {
  router.route({
    method: "get",
    path: "/api/admin/system",
    access: "logged-reads-or-refused",
    summary: "Version, and the sizes of the database and the storage",
    tags: ["Administration"],
    responses: {
      200: { description: "The state", content: { "application/json": { schema: system } } },
      401: { description: "Nobody is logged in" },
      403: { description: "The caller is not an administrator" },
    },
  }, async (context) => {
    requireAdministrator(context, message("web.system_needs_admin"));
    const { permanent } = settings.storage;
    const [sizes, room, pictures, media] = await Promise.all([
      readSizes(sql),
      readRoom(permanent),
      countChecks(sql),
      countMediaChecks(sql),
    ]);
    return context.json({
      version: settings.API_GIT_VERSION ?? VERSION,
      runtime: `Deno ${Deno.version.deno}`,
      database: { version: sizes.database_version, is_embedded: !settings.DB_URL, size: sizes.database },
      storage: { location: permanent, received: sizes.received, free: room?.free ?? null, total: room?.total ?? null },
      originals: {
        checked: pictures.checked + media.checked,
        damaged: pictures.missing + pictures.changed + media.missing + media.changed,
      },
      blurring: {
        by: blursHere(settings) ? "builtin" : settings.API_BLUR_URL ? "server" : "nobody",
        state: blurrer.state.is,
        publishes_unblurred: publishesUnblurred(settings),
        reason: blurrer.state.reason ?? null,
      },
      base_map: await describeBaseMap(settings, streetMap),
    });
  });
}
