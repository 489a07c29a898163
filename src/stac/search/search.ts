/** A search over all items. */
import type { Queryable } from "../../db/sql.ts";
import { featureCollection } from "../answers.ts";
import { BATCH } from "../items/batches.ts";
import { itemText } from "../items/item.ts";
import { findItemText } from "../items/show.ts";
import type { JsonContext } from "../json_context.ts";
import { rootLink } from "../links.ts";
import { viewerOf } from "../visibility.ts";
import type { SearchParameters } from "./parameters.ts";
import { findItemsOfMatches, searchMatches } from "./queries.ts";

/** What was found, as a FeatureCollection. One id alone is shown as by its own route, other criteria being ignored. */
export async function answerSearch(
  sql: Queryable,
  parameters: SearchParameters,
  context: JsonContext,
): Promise<Response> {
  return await featureCollection(featureBatches(sql, parameters, context), () => [rootLink(context.base)]);
}

async function* featureBatches(sql: Queryable, parameters: SearchParameters, context: JsonContext) {
  if (parameters.ids?.length === 1) {
    const shown = await findItemText(sql, parameters.ids[0], context);
    if (shown) yield [shown.text];
    return;
  }
  const viewer = viewerOf(context.caller);
  const matches = await searchMatches(sql, parameters, viewer);
  for (let start = 0; start < matches.length; start += BATCH) {
    const rows = await findItemsOfMatches(sql, matches.slice(start, start + BATCH), viewer);
    yield rows.map((row) => itemText(row, context));
  }
}
