/**
 * The STAC API: a catalog of collections (sequences) of items (pictures), a search, feeds and exports.
 *
 * Others may use its JSON, links and visibility rules, filter expressions (CQL2), and add collections of their own as a
 * `CollectionSource`. It knows accounts, sequences and pictures, but none of the features that build on it: uploads,
 * community, map, syncapi and web.
 */
export { stacRoutes } from "./routes.ts";
export type { CollectionSource, SourcePage } from "./collection_source.ts";

// JSON and links
export { describeInstance, type Instance, type JsonContext, jsonContext } from "./json_context.ts";
export { collectionUrl, itemUrl, type Link, MEDIA_TYPES, rootLink } from "./links.ts";
export { geoJson } from "./answers.ts";
export { findCollectionJson } from "./collections/one_collection.ts";
export type { Collection } from "./collections/collection.ts";
export { readCollectionListParameters } from "./collections/list_parameters.ts";
export { userCollectionJson } from "./users/collection.ts";
export { countCaptureDays, summarizeCollections, type UserSummaryRow } from "./users/queries.ts";
export { findOutline, type OutlineRow } from "./collections/outline/queries.ts";
export { findItemText, type ShowItemOptions } from "./items/one_item.ts";
export { findPublicExtent } from "./landing/queries.ts";

// Schemas of answers
export { collection } from "./documentation/collection.ts";
export { item } from "./documentation/item.ts";

// Who sees what
export { pictureIsVisible, privilegedViewerOf, sequenceIsVisible, type Viewer, viewerOf } from "./visibility.ts";

// Who edits what
export { checkEditRights } from "./editing/rights.ts";
export { findPictureOwnership } from "./items/edit/queries.ts";

// Filters
export { compileExpression, type FieldReader, type FilterField, type SqlPiece } from "./cql2/compile.ts";
export { type Expression, FilterError } from "./cql2/expression.ts";
export { parseFilter } from "./cql2/parse.ts";
export { collectionField } from "./collections/filter.ts";
export { readCollectionFilter } from "./collections/filter_parameter.ts";

// Parameters of a search, for sources of collections
export { type BoundingBox, splitAtAntimeridian } from "./parameters/bbox.ts";
export type { SearchParameters } from "./search/parameters.ts";
export { queryString } from "./query_string.ts";
export { invalidToken, KEY_TEXT, readToken, writeToken } from "./search/token.ts";
