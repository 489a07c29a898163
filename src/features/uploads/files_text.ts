/** The list of the files of an upload set, which may be long. */
import type { Language } from "../../core/messages/mod.ts";
import { Pace } from "../../core/pace.ts";
import { fileJson } from "./json.ts";
import type { UploadedFile } from "./uploaded_file.ts";

/** How to show files. */
export interface FilesView {
  /** The server's own address. */
  base: string;
  language: Language;
  /** Whether the viewer may know which picture a file became. */
  showsPictures: boolean;
}

/** The list as JSON text: that of 20,000 files takes long enough that other requests have their turn meanwhile. */
export async function filesText(
  uploadSetId: string,
  files: UploadedFile[],
  { base, language, showsPictures }: FilesView,
): Promise<string> {
  const pace = new Pace();
  const texts: string[] = [];
  for (const file of files) {
    const shown = showsPictures ? file : { ...file, picture_id: null };
    texts.push(JSON.stringify(fileJson(shown, base, language)));
    if (pace.isOver()) await pace.rest();
  }
  const links = [{ rel: "self", type: "application/json", href: `${base}/api/upload_sets/${uploadSetId}` }];
  return `{"files":[${texts.join()}],"links":${JSON.stringify(links)}}`;
}
