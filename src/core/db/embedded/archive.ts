/** Folders as `.tar.gz` archives. */
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { packTar, unpackTar } from "modern-tar/fs";

/** Packs all that a folder holds; owner and time are left out, they say nothing about the content. */
export async function packFolder(folder: string, archive: string): Promise<void> {
  const anonymous = { uid: 0, gid: 0, uname: "", gname: "", mtime: new Date(0) };
  const entries = packTar(folder, { map: (header) => ({ ...header, ...anonymous }) });
  await pipeline(entries, createGzip({ level: 9 }), createWriteStream(archive));
}

/**
 * Unpacks an archive into a folder, which is made when it is missing. Only the owner can read what comes out.
 * @param keeps which entries to take; all when left out
 */
export async function unpackArchive(
  archive: string,
  folder: string,
  keeps: (path: string) => boolean = () => true,
): Promise<void> {
  const options = { dmode: 0o700, fmode: 0o600, filter: ({ name }: { name: string }) => keeps(name) };
  await pipeline(createReadStream(archive), createGunzip(), unpackTar(folder, options));
}
