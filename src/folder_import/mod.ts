/** Uploading folders of this machine without HTTP. */
export { LocalApi } from "./api.ts";
export { findPictures, type PictureFolder } from "./find_pictures.ts";
export { type ImportedFolder, importFolder } from "./import_folder.ts";
