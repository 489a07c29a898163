/** What other features may use of pictures. */
export { storeOfOriginal } from "./blur/mod.ts";
export { deletePicture, pictureExists } from "./queries.ts";
