/**
 * Moving in: takes over the database and the files of geovisio, and goes back. Commands use these functions; nothing else is for
 * others. Nothing of geovisio is needed for it.
 */
export { adopt, type Survey, survey } from "./adopt.ts";
export { type FileSample, sampleFiles } from "./files.ts";
export { AdoptionError, KNOWN_VERSION } from "./geovisio.ts";
export { listOtherConnections, type OtherConnection } from "./schema_queries.ts";
export { changesSinceAdoption, finishAdoption, undoAdoption } from "./undo.ts";
