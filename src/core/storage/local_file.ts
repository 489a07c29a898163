/** A file of the local disk, opened for reading. */
import type { ByteRange, OpenedFile } from "./store.ts";
import { isMissing } from "./local_folders.ts";
import type { RecentReads } from "./recent_reads.ts";

const CHUNK = 64 * 1024;

/**
 * Opens a file; undefined when there is none, or a folder in its place. Not in another thread, which would take five times as long: to
 * check its permissions, the runtime has to walk the path in this one anyway, and then the system has all of it in memory.
 * @param recent what was read lately of the same store
 */
export function openLocalFile(path: string, recent?: RecentReads): OpenedFile | undefined {
  let file: Deno.FsFile;
  try {
    file = Deno.openSync(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  try {
    // Of an open file, the system has it in memory.
    const status = file.statSync();
    if (status.isFile) return new LocalFile(file, status, () => recent?.note(path) ?? false);
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
  readonly #wasReadLately: () => boolean;

  /** @param wasReadLately notes that the file is read, and tells whether the system has it in memory */
  constructor(file: Deno.FsFile, status: Deno.FileInfo, wasReadLately: () => boolean) {
    this.#file = file;
    this.#wasReadLately = wasReadLately;
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

  /** Holds no more memory than a stream would. */
  body(): ReadableStream<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer> {
    return this.size <= CHUNK && this.#wasReadLately() ? readWhole(this.#file, this.size) : this.stream();
  }

  close(): void {
    this.#file.close();
  }
}

/** Reads a file that the system has in memory, and closes it. */
function readWhole(file: Deno.FsFile, size: number): Uint8Array<ArrayBuffer> {
  using _ = file;
  const content = new Uint8Array(size);
  for (let length = 0; length < size;) {
    const read = file.readSync(content.subarray(length));
    if (read === null) throw endedEarly(size - length);
    length += read;
  }
  return content;
}

function endedEarly(missing: number): Error {
  return new Deno.errors.UnexpectedEof(`The file ended ${missing} bytes early`);
}

function readPart(file: Deno.FsFile, length: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let left = length;
  return new ReadableStream({
    async pull(controller) {
      try {
        const chunk = new Uint8Array(Math.min(CHUNK, left));
        const read = await file.read(chunk);
        if (read === null) throw endedEarly(left);
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
