/** `/api/map` and the maps of users: vector tiles, and styles to display them. */
import { z } from "@hono/zod-openapi";
import type { AnswerMemory } from "../../core/http/answer_memory.ts";
import { baseUrl } from "../../core/http/base_url.ts";
import { callerOf, loggedCallerOf, type RequestContext } from "../../core/http/context.ts";
import { errorAnswer, mapStyle } from "../../core/http/documentation.ts";
import { languageOf } from "../../core/http/language_of.ts";
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { MEDIA_TYPES } from "../stac/mod.ts";
import { tileAnswers } from "./answer_tile.ts";
import { readTileFilter } from "./filter.ts";
import { styleJson } from "./style.ts";
import { readTileAddress, type TilePath } from "./tile_address.ts";

const tags = ["Map"];
const TILE = "{z:int}/{x:int}/{y:int}.{format}";

const notLogged = { 302: { description: "To log in" }, 403: errorAnswer("Nobody is logged in") };
const tileResponses = {
  200: {
    description: "The tile; empty where there is nothing",
    content: { [MEDIA_TYPES.vectorTile]: { schema: z.string().openapi({ format: "binary" }) } },
  },
  304: { description: "The client has it already" },
  400: errorAnswer("Wrong format or filter"),
  404: errorAnswer("There is no such tile"),
};
const styleResponses = {
  200: { description: "A MapLibre style", content: { "application/json": { schema: mapStyle } } },
};
const filterQuery = z.object({
  filter: z.string().optional().openapi({
    description: "CQL2 on the sequences: created, updated, datetime, visibility, id",
    example: "visibility = 'anyone'",
  }),
});

/** Vector tiles, and the style by which they are drawn. */
export function mapRoutes(router: Router, services: Services, memory: AnswerMemory): void {
  const { settings } = services;
  const answerTile = tileAnswers(services, memory);

  router.route({
    method: "get",
    path: `/api/map/${TILE}`,
    access: "anyone",
    summary: "A vector tile of all pictures: a grid, then sequences, then pictures too",
    tags,
    responses: tileResponses,
  }, async (context, parameters) => {
    const address = readTileAddress(parameters);
    // Where anybody can register, membership gives no extra rights, and everybody gets the same tiles.
    const isPublic = settings.API_REGISTRATION_IS_OPEN;
    const viewer = isPublic ? null : callerOf(context)?.id ?? null;
    return await answerTile(context, { address, scope: { viewer, isPublic } });
  });

  router.route({
    method: "get",
    path: "/api/map/style.json",
    access: "open",
    summary: "A style for the tiles of all pictures",
    tags,
    responses: styleResponses,
  }, (context) => answerStyle(context));

  router.route({
    method: "get",
    path: `/api/users/me/map/${TILE}`,
    access: "logged-reads",
    summary: "A vector tile of the caller's pictures",
    tags,
    request: { query: filterQuery },
    responses: { ...tileResponses, ...notLogged },
  }, (context, parameters) => answerUserTile(context, loggedCallerOf(context).id, parameters));

  router.route({
    method: "get",
    path: "/api/users/me/map/style.json",
    access: "logged-reads",
    summary: "A style for the tiles of the caller's pictures",
    tags,
    responses: { ...styleResponses, ...notLogged },
  }, (context) => answerStyle(context, "me"));

  router.route({
    method: "get",
    path: `/api/users/{user:uuid}/map/${TILE}`,
    access: "anyone",
    summary: "A vector tile of the pictures of one user",
    tags,
    request: { query: filterQuery },
    responses: tileResponses,
  }, (context, { user, ...parameters }) => answerUserTile(context, user, parameters));

  router.route({
    method: "get",
    path: "/api/users/{user:uuid}/map/style.json",
    access: "open",
    summary: "A style for the tiles of the pictures of one user",
    tags,
    responses: styleResponses,
  }, (context, { user }) => answerStyle(context, user));

  function answerUserTile(context: RequestContext, owner: string, parameters: TilePath) {
    const filterText = context.req.query("filter");
    const filter = readTileFilter(filterText);
    const address = readTileAddress(parameters);
    const viewer = callerOf(context)?.id ?? null;
    return answerTile(context, { address, scope: { owner, viewer, isPublic: false }, filter }, filterText);
  }

  function answerStyle(context: RequestContext, user?: string): Response {
    const names = settings.API_SUMMARY.name;
    return context.json(
      styleJson({
        name: names[languageOf(context)] ?? names.en ?? "Panoramax",
        base: baseUrl(context),
        user,
        hasOpenRegistration: settings.API_REGISTRATION_IS_OPEN,
      }),
      200,
      // The name of the instance is in the caller's language.
      { "Cache-Control": "public", "Vary": "Accept-Language" },
    );
  }
}
