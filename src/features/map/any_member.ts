/** Members who own nothing hidden see the same tiles, so these are made and kept for all of them together. */
import type { AnswerMemory } from "../../core/http/answer_memory.ts";
import type { Sql } from "../../core/db/sql.ts";
import { ownsHidden } from "./queries.ts";
import type { TileScope } from "./scope.ts";
import { hasPictures, type TileRequest } from "./tile.ts";

/**
 * Views a tile as a member who owns nothing. No account has this id, so that a tile made for it can never show what only its owner
 * may see, whoever gets it.
 */
export const ANY_MEMBER = "00000000-0000-0000-0000-000000000000";

/** Kept in the place of a validator: what an account owns changes with the map, as a tile does. */
const NOTHING = "nothing", SOMETHING = "something";

/**
 * The scope by which the viewer gets the same tile as with their own, and shares it with as many others as possible.
 * @param memory forgets what it knows of an account when a picture or sequence changes, as it does for tiles
 */
export async function sharedScope(sql: Sql, memory: AnswerMemory, request: TileRequest): Promise<TileScope> {
  const { scope, address } = request;
  const { viewer, isPublic } = scope;
  if (isPublic || viewer === null) return scope;
  const shared = { ...scope, viewer: ANY_MEMBER };
  const picturesIn = hasPictures(request) ? address : undefined;
  const key = JSON.stringify(["owns hidden", viewer, picturesIn]);
  const known = memory.find(key);
  if (known) return known.etag === NOTHING ? shared : scope;
  const remember = memory.watch(key);
  const isOwn = await ownsHidden(sql, viewer, picturesIn);
  remember(isOwn ? SOMETHING : NOTHING);
  return isOwn ? scope : shared;
}
