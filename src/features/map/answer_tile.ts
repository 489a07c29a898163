/** Tiles over HTTP: with conditional requests, and in shared caches only where everybody gets the same tile. */
import type { RequestContext } from "../../core/http/context.ts";
import { etagOf, evaluatePreconditions } from "../../core/http/conditional.ts";
import type { AnswerBody, AnswerMemory } from "../../core/http/answer_memory.ts";
import type { Services } from "../../core/services.ts";
import { MEDIA_TYPES } from "../stac/mod.ts";
import { ANY_MEMBER, sharedScope } from "./any_member.ts";
import { encodeTile } from "./encoding/encode_tile.ts";
import { GridScales } from "./grid_scale.ts";
import { writesVectorTiles, writeTile } from "./queries.ts";
import { hasGrid, layersOf, showsGridAlone, type TileRequest } from "./tile.ts";

/**
 * Answers with a tile.
 * @param filterText the filter as the caller wrote it; part of the tile's key in the cache
 */
export type TileAnswer = (context: RequestContext, request: TileRequest, filterText?: string) => Promise<Response>;

/** Makes the function that answers with tiles; it checks once whether the database can write them. */
export function tileAnswers({ settings, sql }: Pick<Services, "settings" | "sql">, memory: AnswerMemory): TileAnswer {
  const scales = new GridScales(sql);
  let canWrite: Promise<boolean> | undefined;

  async function makeTile(request: TileRequest): Promise<Uint8Array<ArrayBuffer>> {
    const scale = hasGrid(request) ? await scales.current() : undefined;
    const layers = layersOf(request, { hasOpenRegistration: settings.API_REGISTRATION_IS_OPEN, scale });
    canWrite ??= writesVectorTiles(sql);
    const writes = await canWrite.catch((error) => {
      canWrite = undefined;
      throw error;
    });
    return await (writes ? writeTile : encodeTile)(sql, layers);
  }

  return async function answerTile(context, asked, filterText) {
    const isGridAlone = showsGridAlone(asked);
    const request = isGridAlone ? asked : { ...asked, scope: await sharedScope(sql, memory, asked) };
    const { scope: { viewer, isPublic } } = request;
    const isShared = isGridAlone || isPublic || viewer === null || viewer === ANY_MEMBER;
    const key = JSON.stringify([
      "tile",
      request.address,
      isGridAlone ? "grid" : request.scope,
      filterText,
    ]);
    const known = memory.find(key);
    if (known && isNotModified(context, known.etag)) return answer(known.etag, null);
    if (known?.body) return answer(known.etag, known.body);
    const remember = memory.watch(key);
    const tile = await makeTile(request);
    const etag = etagOf(tile);
    // A copy, as the database client may hand out a part of a larger buffer.
    remember(etag, isShared ? new Uint8Array(tile) : undefined);
    return answer(etag, isNotModified(context, etag) ? null : tile);

    /** @param tile null when the client already has it */
    function answer(etag: string, tile: AnswerBody | null): Response {
      const headers: Record<string, string> = {
        "ETag": etag,
        // A public tile depends on no header of the request, so caches may share it.
        "Cache-Control": isPublic || viewer === null ? "public" : "private",
      };
      return tile !== null
        ? context.body(tile, 200, {
          ...headers,
          "Content-Type": MEDIA_TYPES.vectorTile,
          "Content-Length": String(tile.length),
        })
        : context.body(null, 304, headers);
    }
  };
}

function isNotModified(context: RequestContext, etag: string): boolean {
  return evaluatePreconditions(context.req.raw.headers, { etag }) === "not modified";
}
