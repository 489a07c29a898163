/** Changes of tags as clients send them, the same for everything that has tags. */
import { z } from "@hono/zod-openapi";
import { text, word } from "../http/lenient_schemas.ts";

/** One change: a tag to add, or to delete when it is there. */
export const tagUpdate = z.object({
  action: word("add", "delete").nullish(),
  key: text({ max: 256 }),
  value: text({ max: 2048 }),
}).transform(({ action, key, value }): TagUpdate => ({ action: action ?? "add", key, value })).openapi("TagUpdate");

/** The `semantics` of a request. Deletes are done before adds, regardless of their order. */
export const tagUpdates = z.array(tagUpdate).nullish();

/** One change of the tags of an object, as clients of geovisio send it. */
export interface TagUpdate {
  action: "add" | "delete";
  key: string;
  value: string;
}
