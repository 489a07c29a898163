/**
 * Finds faces and plates in pictures, and blurs them without loss elsewhere, in a worker.
 *
 * May import imaging, jpeg and what they stand on.
 */
export { type BlurredFile, Blurrer, type BlurrerState, UnblurrablePictureError } from "./blurrer.ts";
export { BlurringUnavailableError, DETECTOR, MODEL_FILES, MODEL_LICENCES, MODELS_FOLDER } from "./models.ts";
export type { Part, PartKind } from "./parts.ts";
export type { BlurWay } from "./protocol.ts";
