/** The list of collections. */
import { spacedOffset } from "../../../core/db/timestamps.ts";
import type { Queryable } from "../../../core/db/sql.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import type { JsonContext } from "../json_context.ts";
import { type Link, MEDIA_TYPES, QUERYABLES_REL, rootLink } from "../links.ts";
import { queryString } from "../query_string.ts";
import { privilegedViewerOf, type Viewer } from "../visibility.ts";
import { listedCollectionJson, tombstoneJson } from "./collection.ts";
import type { CollectionListParameters } from "./list_parameters.ts";
import { pageLinks } from "./paging_links.ts";
import { findCollections, findCollectionsAndTombstones, findCreationOutside } from "./queries.ts";

/**
 * A page of the collections that the caller may see.
 * @throws ApiError 400 when collections are asked from before the first or after the last one
 */
export async function collectionListJson(sql: Queryable, parameters: CollectionListParameters, context: JsonContext) {
  const viewer = privilegedViewerOf(context.caller);
  const find = parameters.showsDeleted ? findCollectionsAndTombstones : findCollections;
  const rows = await find(sql, parameters, viewer);
  if (rows.length === 0) await checkCreation(sql, parameters, viewer);
  return {
    collections: rows.map((row) => row.is_tombstone ? tombstoneJson(row.id) : listedCollectionJson(row, context)),
    links: [...baseLinks(parameters, context), ...pageLinks(`${context.base}/api/collections`, parameters, rows)],
  };
}

async function checkCreation(sql: Queryable, parameters: CollectionListParameters, viewer: Viewer): Promise<void> {
  const { createdAfter, createdBefore } = parameters;
  if (!createdAfter && !createdBefore) return;
  const outside = await findCreationOutside(sql, viewer, { createdAfter, createdBefore });
  if (outside.after_all) {
    throw new ApiError(400, message("stac.none_created_after", { time: spacedOffset(outside.after_all) }));
  }
  if (outside.before_all) {
    throw new ApiError(400, message("stac.none_created_before", { time: spacedOffset(outside.before_all) }));
  }
}

function baseLinks({ raw }: CollectionListParameters, { base }: JsonContext): Link[] {
  const query = queryString([["limit", raw.limit], ["created_after", raw.created_after]]);
  return [
    rootLink(base),
    { rel: "parent", type: MEDIA_TYPES.json, href: `${base}/api/` },
    { rel: "self", type: MEDIA_TYPES.json, href: `${base}/api/collections${query && `?${query}`}` },
    {
      rel: QUERYABLES_REL,
      type: MEDIA_TYPES.jsonSchema,
      title: "Queryables",
      href: `${base}/api/collections/queryables`,
    },
  ];
}
