/** What other features may use of annotations. */
export { addAnnotation } from "./annotate.ts";
export { type NewAnnotation, readNewAnnotation } from "./parameters.ts";
export { checkRange } from "./shape.ts";
