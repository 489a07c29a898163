/** `/base_map`: tiles and letters of the street map. */
import { z } from "@hono/zod-openapi";
import { etagOf, evaluatePreconditions } from "../../core/http/conditional.ts";
import type { RequestContext } from "../../core/http/context.ts";
import { errorAnswer } from "../../core/http/documentation.ts";
import { ApiError } from "../../core/http/errors.ts";
import type { Router } from "../../core/http/router.ts";
import { validate } from "../../core/http/validation.ts";
import { message } from "../../core/messages/mod.ts";
import { unpackTile } from "./archive/archive.ts";
import { ArchiveError } from "./archive/problem.ts";
import { FONTS, glyphs } from "./glyphs.ts";
import type { StreetMap } from "./street_map.ts";

const VECTOR_TILE = "application/vnd.mapbox-vector-tile", GLYPHS = "application/x-protobuf";
const FOR_EVER = "public, max-age=31536000, immutable";
/** The deepest zoom of the format. */
const DEEPEST_ZOOM = 24;

const binary = (type: string) => ({ [type]: { schema: z.string().openapi({ format: "binary" }) } });
const font = z.object({
  font: z.enum(FONTS),
  // Characters that MapLibre asks for at once.
  start: z.coerce.number().int().multipleOf(256).max(0x10ff00),
  end: z.coerce.number(),
}).refine(({ start, end }) => end === start + 255, { path: ["end"] });

/** What maps load, named by the style at `/base_map/style.json`. */
export function baseMapRoutes(router: Router, streetMap: StreetMap): void {
  router.route({
    method: "get",
    path: "/base_map/tiles/{version}/{z:int}/{x:int}/{y:int}.mvt",
    access: "open",
    summary: "A vector tile of the street map, in Protomaps' schema; the version is any",
    tags: ["Website"],
    responses: {
      200: { description: "The tile", content: binary(VECTOR_TILE) },
      204: { description: "The map has nothing there" },
      304: { description: "The client has it already" },
      404: { description: "There is no such tile, or no street map" },
      503: { description: "The street map cannot be read" },
    },
  }, async (context, { version, z, x, y }) => {
    const [zoom, column, row] = [Number(z), Number(x), Number(y)];
    if (zoom > DEEPEST_ZOOM) throw new ApiError(404, message("map.zoom_out_of_bounds", { deepest: DEEPEST_ZOOM }));
    if (Math.max(column, row) >= 2 ** zoom) throw new ApiError(404, message("map.tile_out_of_bounds"));
    const found = await readable(() => streetMap.tile(zoom, column, row));
    if (!found) throw new ApiError(404, message("base_map.none"));
    // A map that was opened before the archive was replaced asks for the old version.
    const caching = found.version === version ? FOR_EVER : "no-cache";
    if (!found.tile) return new Response(null, { status: 204, headers: { "Cache-Control": caching } });
    const { tile } = found;
    return await answerGzipped(context, {
      ...tile,
      caching,
      type: VECTOR_TILE,
      unpack: () => readable(() => unpackTile(tile)),
    });
  });

  router.route({
    method: "get",
    path: "/base_map/fonts/{version}/{font}/{start:int}-{end:int}.pbf",
    access: "open",
    summary: "256 letters of the street map, in Mapbox' format; none where the font has none",
    tags: ["Website"],
    responses: {
      200: { description: "The letters", content: binary(GLYPHS) },
      304: { description: "The client has them already" },
      400: errorAnswer("No such font or range"),
    },
  }, async (context, parameters) => {
    const { font: name, start } = validate(font, parameters, message("base_map.font"));
    const bytes = await glyphs(name, start);
    const caching = FOR_EVER;
    // Without an answer MapLibre would leave out every name of the tile, not only the letters that are missing.
    if (!bytes) return new Response(null, { headers: { "Cache-Control": caching, "Content-Type": GLYPHS } });
    const letters = { bytes, isGzipped: true };
    return await answerGzipped(context, { ...letters, caching, type: GLYPHS, unpack: () => unpackTile(letters) });
  });
}

interface Packed {
  bytes: Uint8Array<ArrayBuffer>;
  isGzipped: boolean;
  type: string;
  caching: string;
  unpack(): Promise<Uint8Array<ArrayBuffer>>;
}

/** Sends what is compressed as it is, if the client reads that. */
async function answerGzipped(context: RequestContext, { bytes, isGzipped, type, caching, unpack }: Packed) {
  const asked = context.req.raw.headers;
  const isPacked = isGzipped && /\bgzip\b/.test(asked.get("Accept-Encoding") ?? "");
  const body = isGzipped && !isPacked ? await unpack() : bytes;
  const etag = etagOf(body);
  const headers = new Headers({ "Cache-Control": caching, "ETag": etag, "Vary": "Accept-Encoding" });
  if (evaluatePreconditions(asked, { etag }) === "not modified") return new Response(null, { status: 304, headers });
  headers.set("Content-Type", type);
  if (isPacked) headers.set("Content-Encoding", "gzip");
  return new Response(body, { headers });
}

/** @throws ApiError 503 instead of what the archive throws */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ArchiveError) throw new ApiError(503, error.told, { cause: error });
    throw error;
  }
}
