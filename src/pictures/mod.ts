/** What other features may use of pictures. */
export { deletePicture, pictureExists } from "./queries.ts";
