/** What other features may use of pictures. */
export { pictureExists } from "./queries.ts";
