/** All that an account published, as one STAC collection. */
import { isoOffset } from "../../../core/db/timestamps.ts";
import type { Queryable } from "../../../core/db/sql.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { COLLECTION_EXTENSIONS } from "../collections/collection.ts";
import type { CollectionListParameters } from "../collections/list_parameters.ts";
import { pageLinks } from "../collections/paging_links.ts";
import { findCollections, type ListedCollectionRow } from "../collections/queries.ts";
import { uploadSoftware } from "../collections/upload_software.ts";
import { boundingBox, temporalInterval } from "../extent.ts";
import type { JsonContext } from "../json_context.ts";
import { MEDIA_TYPES, rootLink } from "../links.ts";
import { privilegedViewerOf } from "../visibility.ts";
import { childLink } from "./children.ts";
import { summarizeCollections, type UserSummaryRow } from "./queries.ts";

const EXTENSIONS = [...COLLECTION_EXTENSIONS, "https://stac-extensions.github.io/timestamps/v1.1.0/schema.json"];

/**
 * The collection, with a page of links to the account's own collections. The filter counts for the summary too, the box for
 * the links alone.
 * @throws ApiError 404 for an unknown account, or when there is nothing that the caller may see
 */
export async function userCollectionJson(
  sql: Queryable,
  owner: string,
  parameters: CollectionListParameters,
  context: JsonContext,
) {
  const viewer = privilegedViewerOf(context.caller);
  const summary = await summarizeCollections(sql, owner, viewer, parameters.filter);
  if (!summary) throw new ApiError(404, message("stac.user_unknown", { id: owner }));
  if (summary.collections === 0) {
    throw new ApiError(
      404,
      parameters.filter ? message("stac.no_matching_sequences") : message("stac.user_without_data", { id: owner }),
    );
  }
  const rows = await findCollections(sql, { ...parameters, owner }, viewer);
  return collectionJson(owner, summary, rows, parameters, context);
}

function collectionJson(
  owner: string,
  summary: UserSummaryRow,
  rows: ListedCollectionRow[],
  parameters: CollectionListParameters,
  context: JsonContext,
) {
  const { base, instance } = context;
  const title = `${summary.name}'s sequences`, self = `${base}/api/users/${owner}/collection`;
  return {
    type: "Collection",
    stac_version: "1.0.0",
    stac_extensions: EXTENSIONS,
    id: `user:${owner}`,
    title,
    description: `List of all sequences of user ${summary.name}`,
    keywords: ["pictures", title],
    semantics: [],
    license: instance.license,
    created: summary.inserted_at === null ? undefined : isoOffset(summary.inserted_at),
    updated: summary.updated_at === null ? undefined : isoOffset(summary.updated_at),
    "geovisio:upload-software": uploadSoftware(null),
    "geovisio:length_km": summary.length === null ? undefined : Math.round(summary.length) / 1000,
    providers: [{ name: summary.name, roles: ["producer"], id: owner }],
    extent: {
      spatial: { bbox: [boundingBox(summary)] },
      temporal: { interval: [temporalInterval(summary.first_ts, summary.last_ts)] },
    },
    "stats:items": { count: summary.pictures },
    "stats:collections": { count: summary.collections },
    links: [
      { ...rootLink(base), rel: "parent" },
      rootLink(base),
      { rel: "self", type: MEDIA_TYPES.json, title: "Metadata of this sequence", href: self },
      ...(instance.licenseLink ? [instance.licenseLink] : []),
      ...pageLinks(self, parameters, rows),
      ...rows.map((row) => detailedChildLink(row, context)),
    ],
  };
}

/** Owners also learn what others do not see yet, or never will. */
function detailedChildLink(row: ListedCollectionRow, context: JsonContext) {
  const isOwner = context.caller?.id === row.account_id;
  return {
    ...childLink(row, context),
    created: isoOffset(row.inserted_at),
    updated: row.updated_at === null ? undefined : isoOffset(row.updated_at),
    extent: {
      temporal: { interval: [temporalInterval(row.min_picture_ts, row.max_picture_ts)] },
      spatial: { bbox: [boundingBox(row)] },
    },
    "geovisio:length_km": row.length === null ? undefined : Math.round(row.length) / 1000,
    "geovisio:status": isOwner ? row.status : undefined,
    "geovisio:visibility": isOwner ? row.visibility ?? "anyone" : undefined,
  };
}
