/** What other features may use of the STAC API. */
export { describeInstance, type Instance, type JsonContext, jsonContext } from "./json_context.ts";
export { collectionUrl, itemUrl, type Link, MEDIA_TYPES, rootLink } from "./links.ts";
export { pictureIsVisible, privilegedViewerOf, sequenceIsVisible, type Viewer, viewerOf } from "./visibility.ts";
export { compileExpression, type FieldReader, type FilterField, type SqlPiece } from "./cql2/compile.ts";
export { type Expression, FilterError } from "./cql2/expression.ts";
export { parseFilter } from "./cql2/parse.ts";
export { collectionField } from "./collections/filter.ts";
export { readCollectionFilter } from "./collections/filter_parameter.ts";
export { findCollectionJson } from "./collections/show.ts";
export { findItemText, type ShowItemOptions } from "./items/show.ts";
export { geoJson } from "./answers.ts";
export { estimateExtent } from "./landing/queries.ts";
export { stacRoutes } from "./routes.ts";
