/** Excluded areas: where pictures are refused, for everybody or for one account. */
import { type Message, message } from "../../../core/messages/mod.ts";
import { z } from "@hono/zod-openapi";
import { requireAdministrator } from "../../accounts/mod.ts";
import { callerOf, loggedCallerOf, type RequestContext } from "../../../core/http/context.ts";
import { answer, errorAnswer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { requireJson } from "../../../core/http/json_body.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import { MEDIA_TYPES } from "../../stac/mod.ts";
import { type NewArea, newArea, newAreas, readNewArea, readNewAreas } from "./parameters.ts";
import {
  type AreaFeature,
  deleteArea,
  deleteGeneralAreas,
  findInvalidArea,
  insertArea,
  insertAreasAround,
  insertGeneralAreas,
  insertOwnArea,
  listAreas,
} from "./queries.ts";

const tags = ["Excluded areas"];
const GENERAL = "/api/configuration/excluded_areas", OWN = "/api/users/me/excluded_areas";
/** The most areas of one account: each is compared with every picture that the account uploads. */
const MOST_OWN_AREAS = 100;
const EDIT_REFUSAL = message("community.areas_need_admin");

const area = z.object({
  type: z.literal("Feature"),
  geometry: z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(z.array(z.array(z.number())))) }),
  properties: z.object({
    id: z.uuid(),
    label: z.string().optional(),
    is_public: z.boolean().optional(),
    account_id: z.uuid().optional().openapi({
      description: "Whose uploads are concerned; absent for those of everybody",
    }),
  }),
}).openapi("ExcludedArea");
const areaList = z.object({ type: z.literal("FeatureCollection"), features: z.array(area) }).openapi("ExcludedAreas");
const geoJson = (description: string, schema: z.ZodType) => answer(description, schema, MEDIA_TYPES.geoJson);
const body = (schema: z.ZodType) => ({ body: { content: { [MEDIA_TYPES.geoJson]: { schema } } } });
const wrong = { 400: errorAnswer("A value is wrong"), 415: errorAnswer("Not JSON") };
const notAllowed = errorAnswer("The caller is not an administrator");
const deleted = { 204: { description: "Deleted" }, 404: errorAnswer("Unknown area") };

/** Areas in which no pictures are accepted: everybody's, and those of an account. */
export function excludedAreasRoutes(router: Router, { settings, sql }: Services): void {
  router.route({
    method: "get",
    path: GENERAL,
    access: "anyone",
    summary: "The public areas; with `all`, every area, for administrators",
    tags,
    request: { query: z.object({ all: z.enum(["true", "false"]).optional() }) },
    responses: { 200: geoJson("The areas", areaList), 401: errorAnswer("Nobody is logged in"), 403: notAllowed },
  }, async (context) => {
    const isComplete = isTrue(context.req.query("all"));
    if (isComplete) requireReaderOfAll(context);
    return answerAreas(await listAreas(sql, isComplete ? "all" : "public"));
  });

  router.route({
    method: "post",
    path: GENERAL,
    access: "logged-writes-or-login",
    summary: "Exclude an area for everybody",
    tags,
    request: body(newArea),
    responses: { ...wrong, 200: geoJson("The area", area), 403: notAllowed },
  }, async (context) => {
    const area = readNewArea(await requireJson(context, message("community.area_json_to_create")));
    requireAdministrator(context, EDIT_REFUSAL);
    await refuseInvalid([area], message("community.area_not_created"), () => ["geometry"]);
    return answerGeoJson(await insertArea(sql, area, null));
  });

  router.route({
    method: "put",
    path: GENERAL,
    access: "logged-writes-or-login",
    summary: "Replace the areas that apply to everybody; with `invert`, exclude the rest of the world",
    tags,
    request: { query: z.object({ invert: z.enum(["true", "false"]).optional() }), ...body(newAreas) },
    responses: { ...wrong, 200: geoJson("All areas", areaList), 403: notAllowed },
  }, async (context) => {
    const isInverted = isTrue(context.req.query("invert"));
    const areas = readNewAreas(await requireJson(context, message("community.areas_json_to_replace")), isInverted);
    requireAdministrator(context, EDIT_REFUSAL);
    await refuseInvalid(
      areas,
      message("community.areas_not_replaced"),
      (place) => ["features", place, "geometry"],
    );
    return answerAreas(
      await sql.begin(async (tx) => {
        await deleteGeneralAreas(tx);
        await (isInverted ? insertAreasAround : insertGeneralAreas)(tx, areas);
        return await listAreas(tx, "all");
      }),
    );
  });

  router.route({
    method: "delete",
    path: `${GENERAL}/{id:uuid}`,
    access: "logged-writes-or-login",
    summary: "Delete any area",
    tags,
    responses: { ...deleted, 403: notAllowed },
  }, async (context, { id }) => {
    requireAdministrator(context, message("community.area_deletion_needs_admin"));
    return answerDeletion(context, await deleteArea(sql, id));
  });

  router.route({
    method: "get",
    path: OWN,
    access: "logged-reads",
    summary: "Areas that are excluded for the caller's pictures",
    tags,
    responses: { 200: geoJson("The areas", areaList) },
  }, async (context) => answerAreas(await listAreas(sql, { owner: loggedCallerOf(context).id })));

  router.route({
    method: "post",
    path: OWN,
    access: "logged-writes-or-login",
    summary: "Exclude an area for the caller's pictures",
    tags,
    request: body(newArea),
    responses: { ...wrong, 200: geoJson("The area", area) },
  }, async (context) => {
    const area = readNewArea(await requireJson(context, message("community.area_json_to_create")));
    await refuseInvalid([area], message("community.area_not_created"), () => ["geometry"]);
    const owner = loggedCallerOf(context).id;
    const made = await sql.begin((tx) => insertOwnArea(tx, area, owner, MOST_OWN_AREAS));
    if (!made) {
      throw new ApiError(400, message("community.area_not_created"), {
        details: [{ fields: [], error: message("community.too_many_areas", { count: MOST_OWN_AREAS }) }],
      });
    }
    return answerGeoJson(made);
  });

  router.route({
    method: "delete",
    path: `${OWN}/{id:uuid}`,
    access: "logged-writes-or-login",
    summary: "Delete an area of the caller",
    tags,
    responses: deleted,
  }, async (context, { id }) => answerDeletion(context, await deleteArea(sql, id, loggedCallerOf(context).id)));

  /**
   * PostGIS can only compare valid polygons with pictures, and repairing invalid ones may take minutes, so they are refused.
   * @throws ApiError 400
   */
  async function refuseInvalid(
    areas: NewArea[],
    refusal: Message,
    fieldsOf: (place: number) => (string | number)[],
  ): Promise<void> {
    const invalid = await findInvalidArea(sql, areas);
    if (!invalid) return;
    throw new ApiError(400, refusal, {
      details: [{
        fields: fieldsOf(invalid.place),
        error: message("community.area_not_valid", { reason: invalid.reason }),
      }],
    });
  }

  function requireReaderOfAll(context: RequestContext): void {
    const caller = callerOf(context);
    if (!caller) throw new ApiError(401, message("community.areas_need_login"));
    if (caller.role === "admin" && !settings.API_READ_ONLY) return;
    throw new ApiError(403, message("community.areas_not_readable"));
  }
}

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === "true";
}

function answerAreas(features: AreaFeature[]): Response {
  return answerGeoJson({ type: "FeatureCollection", features });
}

function answerGeoJson(value: unknown): Response {
  return new Response(JSON.stringify(value), { headers: { "Content-Type": MEDIA_TYPES.geoJson } });
}

function answerDeletion(context: RequestContext, isDone: boolean): Response {
  if (!isDone) throw new ApiError(404, message("community.area_unknown"));
  return context.body(null, 204);
}
