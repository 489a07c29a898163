/** The `read_metadata` job: gives a picture the metadata that this version of the reader finds. */
import { message } from "../../../core/messages/mod.ts";
import { JobError, type JobKind, pictureOf } from "../../jobs/mod.ts";
import type { Services } from "../../../core/services.ts";
import { refreshSummaries } from "../../sequences/mod.ts";
import { hdPath, type Store } from "../../../core/storage/mod.ts";
import { InvalidJpegError, type JpegHeader, readJpegHeader } from "../../../core/jpeg/mod.ts";
import { interpretTags, type PictureMetadata, readHeaderMetadata } from "../../../core/metadata/mod.ts";
import { lockPictureToRead, type PictureToReadRow, updateReadPicture } from "./queries.ts";

/** Bytes in which most headers end; a thumbnail or a depth map makes others longer. */
const USUAL_HEADER = 512 * 1024;
const LONGEST_HEADER = 32 * 1024 * 1024;

/**
 * Reads again what was stored of the tags or, with `{"read_file": true}`, the file. What people have changed since stays, as do
 * computed headings; a picture about which nothing new is found is not written.
 */
export const readMetadataJob: JobKind = {
  async run(job, services) {
    const id = pictureOf(job);
    const header = job.args?.read_file === true ? await readStoredHeader(id, services) : undefined;
    return {
      async commit(tx) {
        const picture = await lockPictureToRead(tx, id);
        if (!picture) return;
        const read = readAgain(picture, header);
        const isNew = await updateReadPicture(tx, picture, read, header && read.exif);
        if (isNew) await refreshSummaries(tx, id);
      },
    };
  },
};

/** @throws MetadataError when there is no position or time any more */
function readAgain(picture: PictureToReadRow, header: JpegHeader | undefined): PictureMetadata {
  const { metadata } = picture;
  const facts = {
    fileName: metadata.originalFileName ?? "",
    fileSize: metadata.originalFileSize ?? 0,
    blurredByAuthor: metadata.blurredByAuthor ?? false,
  };
  if (header) return readHeaderMetadata(header, facts);
  const { width, height } = metadata;
  if (!width || !height) throw new JobError(message("pictures.size_unknown"));
  // Sizes corrected after a rotation are stored as numbers.
  const tags = new Map(Object.entries(picture.exif).map(([name, value]) => [name, String(value)]));
  return interpretTags(tags, { width, height }, facts);
}

async function readStoredHeader(id: string, { stores }: Services): Promise<JpegHeader> {
  const path = hdPath(id);
  for (const store of [stores.permanent, stores.tmp]) {
    const head = await readHead(store, path, USUAL_HEADER);
    if (!head) continue;
    try {
      return readJpegHeader(head);
    } catch (error) {
      if (!(error instanceof InvalidJpegError && error.truncated) || head.length < USUAL_HEADER) throw error;
      return readJpegHeader(await readHead(store, path, LONGEST_HEADER) ?? head);
    }
  }
  throw new JobError(message("pictures.file_missing", { path }));
}

async function readHead(store: Store, path: string, longest: number): Promise<Uint8Array | undefined> {
  const file = await store.open(path);
  if (!file) return undefined;
  const last = Math.min(file.size, longest) - 1;
  return new Uint8Array(await new Response(file.stream({ first: 0, last })).arrayBuffer());
}
