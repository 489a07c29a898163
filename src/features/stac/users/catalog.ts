/** All that an account published, as a STAC catalog; older clients ask for it. */
import type { Queryable } from "../../../core/db/sql.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import type { CollectionListParameters } from "../collections/list_parameters.ts";
import { pageLinks } from "../collections/paging_links.ts";
import { findCollections } from "../collections/queries.ts";
import { temporalInterval } from "../extent.ts";
import type { JsonContext } from "../json_context.ts";
import { CONFORMANCE_CLASSES } from "../../../core/http/conformance.ts";
import { MEDIA_TYPES, rootLink } from "../links.ts";
import { privilegedViewerOf } from "../visibility.ts";
import { childLink } from "./children.ts";
import { summarizeCollections } from "./queries.ts";

/**
 * The catalog, with a page of links to the account's collections; with none of them when the caller may see none.
 * @throws ApiError 404 for an unknown account
 */
export async function userCatalogJson(
  sql: Queryable,
  owner: string,
  parameters: CollectionListParameters,
  context: JsonContext,
) {
  const { base, caller } = context;
  const viewer = privilegedViewerOf(caller);
  const summary = await summarizeCollections(sql, owner, viewer);
  if (!summary) throw new ApiError(404, message("stac.user_unknown", { id: owner }));
  const rows = await findCollections(sql, { ...parameters, owner }, viewer);
  const self = `${base}/api/users/${owner}/catalog/`;
  return {
    type: "Catalog",
    stac_version: "1.0.0",
    id: `user:${owner}`,
    title: `${summary.name}'s sequences`,
    description: `List of all sequences of user ${summary.name}`,
    conformsTo: CONFORMANCE_CLASSES,
    links: [
      { rel: "self", type: MEDIA_TYPES.json, href: self },
      rootLink(base),
      ...rows.map((row) => ({
        ...childLink(row, context),
        extent: { temporal: { interval: [temporalInterval(row.min_picture_ts, row.max_picture_ts)] } },
        "geovisio:status": caller?.id === owner ? row.status : undefined,
      })),
      ...pageLinks(self, parameters, rows),
    ],
  };
}
