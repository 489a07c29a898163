/** A search over all items. */
import { isStatementTimeout } from "../../../core/db/errors.ts";
import type { Queryable } from "../../../core/db/sql.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { featureCollection } from "../answers.ts";
import { askSources, type CollectionSource } from "../collection_source.ts";
import { BATCH } from "../items/batches.ts";
import { itemText } from "../items/item.ts";
import { findItemText } from "../items/one_item.ts";
import type { JsonContext } from "../json_context.ts";
import { type Link, rootLink } from "../links.ts";
import { type Viewer, viewerOf } from "../visibility.ts";
import type { SearchParameters } from "./parameters.ts";
import { findItemsOfMatches, type Match, searchMatches } from "./queries.ts";
import { writeToken } from "./token.ts";

/**
 * What was found, as a FeatureCollection. One id alone is shown as by its own route, whatever its processing.
 * @param nextLink the link to the page that a token stands for
 */
export async function answerSearch(
  sql: Queryable,
  sources: readonly CollectionSource[],
  parameters: SearchParameters,
  context: JsonContext,
  nextLink: (token: string) => Link,
): Promise<Response> {
  const { collections } = parameters;
  if (collections?.length) {
    const answer = await askSources(
      sources,
      (source) => source.answerSearch({ ...parameters, collections }, context, nextLink),
    );
    if (answer) return answer;
  }
  const [id, ...others] = parameters.ids ?? [];
  if (id !== undefined && others.length === 0 && !hasOtherCriteria(parameters)) {
    return await answerOne(sql, id, context);
  }
  const viewer = viewerOf(context.caller);
  const matches = await searchMatches(sql, parameters, viewer).catch((error) => {
    // Anything else that is searched for has an index, so only a database with too much to do is slow.
    if (!isStatementTimeout(error) || !(parameters.filter || parameters.intersects)) throw error;
    throw new ApiError(400, message("stac.search_too_long"));
  });
  const shown = matches.slice(0, parameters.limit);
  const links = [rootLink(context.base)], last = shown.at(-1);
  if (last && matches.length > shown.length) links.push(nextLink(writeToken(last.key)));
  return await featureCollection(featureBatches(sql, shown, viewer, context), () => ({ links }));
}

function hasOtherCriteria(
  { bbox, interval, intersects, collections, place, filter, after }: SearchParameters,
): boolean {
  return [bbox, interval, intersects, collections, place, filter, after].some((criterion) => criterion !== undefined);
}

async function answerOne(sql: Queryable, id: string, context: JsonContext): Promise<Response> {
  const shown = await findItemText(sql, id, context);
  const batches = async function* () {
    if (shown) yield [shown.text];
  };
  return await featureCollection(batches(), () => ({ links: [rootLink(context.base)] }));
}

async function* featureBatches(sql: Queryable, matches: Match[], viewer: Viewer, context: JsonContext) {
  for (let start = 0; start < matches.length; start += BATCH) {
    const rows = await findItemsOfMatches(sql, matches.slice(start, start + BATCH), viewer);
    yield rows.map((row) => itemText(row, context));
  }
}
