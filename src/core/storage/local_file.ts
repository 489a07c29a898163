/** A file of the local disk, opened for reading. */
import type { ByteRange, OpenedFile } from "./store.ts";
import { isMissing } from "./local_folders.ts";

const CHUNK = 64 * 1024;

/** Opens a file; undefined when there is none, or a folder in its place. */
export async function openLocalFile(path: string): Promise<OpenedFile | undefined> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  try {
    // Of an open file, the system has it in memory.
    const status = file.statSync();
    if (status.isFile) return new LocalFile(file, status);
    file.close();
    return undefined;
  } catch (error) {
    file.close();
    throw error;
  }
}

class LocalFile implements OpenedFile {
  readonly size: number;
  readonly modifiedAt: Date;
  readonly etag: string;

  readonly #file: Deno.FsFile;

  constructor(file: Deno.FsFile, status: Deno.FileInfo) {
    this.#file = file;
    this.size = status.size;
    this.modifiedAt = status.mtime ?? new Date(0);
    // Strong enough: a new version is another file renamed over the old one. While both exist their inodes differ, and
    // for an inode to come back with other content the size and the millisecond would have to be the same as well.
    const parts = [status.ino ?? 0, status.size, this.modifiedAt.getTime()];
    this.etag = `"${parts.map((part) => part.toString(36)).join("-")}"`;
  }

  stream(range?: ByteRange): ReadableStream<Uint8Array<ArrayBuffer>> {
    const first = range?.first ?? 0;
    const last = range?.last ?? this.size - 1;
    try {
      if (first > 0) this.#file.seekSync(first, Deno.SeekMode.Start);
    } catch (error) {
      this.#file.close();
      throw error;
    }
    // Deno.serve() sends this one from Rust, without a turn of the event loop for each chunk.
    if (last === this.size - 1) return this.#file.readable;
    return readPart(this.#file, last - first + 1);
  }

  close(): void {
    this.#file.close();
  }
}

function readPart(file: Deno.FsFile, length: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let left = length;
  return new ReadableStream({
    async pull(controller) {
      try {
        const chunk = new Uint8Array(Math.min(CHUNK, left));
        const read = await file.read(chunk);
        if (read === null) throw new Deno.errors.UnexpectedEof(`The file ended ${left} bytes early`);
        left -= read;
        controller.enqueue(chunk.subarray(0, read));
      } catch (error) {
        file.close();
        throw error;
      }
      if (left === 0) {
        file.close();
        controller.close();
      }
    },
    cancel: () => file.close(),
  }, { highWaterMark: 0 });
}
