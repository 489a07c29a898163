/** The list of a collection's items. */
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Queryable } from "../../../core/db/sql.ts";
import { featureCollection } from "../answers.ts";
import type { JsonContext } from "../json_context.ts";
import { collectionUrl, type Link, MEDIA_TYPES, rootLink } from "../links.ts";
import { privilegedViewerOf, viewerOf } from "../visibility.ts";
import { BATCH, batchesWithNeighbours } from "./batches.ts";
import { itemText } from "./item.ts";
import type { ItemListParameters } from "./list_parameters.ts";
import { findItemsOfCollection, type ItemListHead, type ListedItemRow } from "./queries.ts";
import { pageUrl, rankPagingLinks } from "./rank_paging.ts";

/**
 * The items as a FeatureCollection, in the order of their ranks.
 * @throws ApiError 404 when the caller may not see the collection or when it has no more items, 400 when it does not
 * have the picture asked for
 */
export async function answerItemList(
  sql: Queryable,
  collection: string,
  parameters: ItemListParameters,
  context: JsonContext,
): Promise<Response> {
  const { limit, startAfterRank, withPicture, bbox, interval } = parameters;
  const viewer = { collection: viewerOf(context.caller), items: privilegedViewerOf(context.caller) };
  const isPaged = limit !== undefined || startAfterRank !== undefined || withPicture !== undefined;
  const criteria = { collection, bbox, interval };
  const rows = Math.min(limit ?? BATCH, BATCH) + 1;
  const found = await findItemsOfCollection(
    sql,
    { ...criteria, afterRank: startAfterRank ?? 0, withPicture, limit, rows, counts: isPaged },
    viewer,
  );
  const head = checkHead(found.at(0), parameters);

  let returned = 0, firstRank: number | undefined, lastRank: number | undefined;
  const batches = batchesWithNeighbours(
    found.filter((row): row is ListedItemRow => row.id !== null),
    limit,
    async (afterRank, rows) =>
      (await findItemsOfCollection(sql, { ...criteria, afterRank, rows }, viewer))
        .filter((row): row is ListedItemRow => row.id !== null),
  );
  const features = async function* () {
    for await (const batch of batches) {
      returned += batch.length;
      firstRank ??= batch.at(0)?.rank;
      lastRank = batch.at(-1)?.rank;
      yield batch.map((row) => itemText(row, context));
    }
  };
  const end = () => {
    const numbers = { numberMatched: isPaged ? head.matched ?? undefined : returned, numberReturned: returned };
    const links = baseLinks(collection, parameters, context);
    const { min_rank: minRank, max_rank: maxRank } = head;
    if (!isPaged || firstRank === undefined || lastRank === undefined || minRank === null || maxRank === null) {
      return { ...numbers, links };
    }
    const url = `${collectionUrl(context.base, collection)}/items`;
    return {
      ...numbers,
      links: [...links, ...rankPagingLinks(url, parameters, { firstRank, lastRank, minRank, maxRank })],
    };
  };
  return await featureCollection(features(), end);
}

function checkHead(head: ItemListHead | undefined, { startAfterRank, withPicture }: ItemListParameters): ItemListHead {
  if (!head) throw new ApiError(404, message("stac.collection_unknown"));
  if (withPicture !== undefined && head.picture_rank === null) {
    throw new ApiError(400, message("stac.picture_not_in_collection", { id: withPicture }));
  }
  const lastRank = head.max_rank ?? 0;
  if (startAfterRank !== undefined && startAfterRank >= lastRank) {
    throw new ApiError(404, message("stac.no_more_items", { rank: lastRank }));
  }
  return head;
}

function baseLinks(collection: string, parameters: ItemListParameters, { base }: JsonContext): Link[] {
  const parent = collectionUrl(base, collection);
  return [
    rootLink(base),
    { rel: "parent", type: MEDIA_TYPES.json, href: parent },
    { rel: "self", type: MEDIA_TYPES.geoJson, href: pageUrl(`${parent}/items`, parameters) },
  ];
}
