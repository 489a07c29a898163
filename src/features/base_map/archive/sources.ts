/** Where the bytes of an archive come from: a file, or a server that answers ranges (RFC 9110 section 14). */
import type { RangeResponse, Source } from "pmtiles";
import { message } from "../../../core/messages/mod.ts";
import { ArchiveChangedError, ArchiveError, damaged } from "./problem.ts";

/** Bytes of the largest piece that is read at once. Tiles of towns have up to 0.5 MB, directories less. */
export const LARGEST_READ = 8 * 1024 * 1024;
/** Milliseconds until a server that sends nothing more counts as away. */
const PATIENCE = 15_000;

/** A source that is closed after use. */
export interface ArchiveSource extends Source, AsyncDisposable {
  /** Bytes of the whole archive; undefined before the first read from a server. */
  readonly size?: number;
}

/**
 * Opens a file. It is opened for each request: it may be replaced at any time, and what is read after that belongs to the new one.
 * @returns undefined when there is no such file
 */
export async function openFile(path: string): Promise<ArchiveSource | undefined> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw new ArchiveError(message("base_map.unreadable", { cause: causeOf(error) }), { cause: error });
  }
  const { ino, size, mtime, isFile } = await file.stat();
  if (!isFile) {
    file.close();
    throw new ArchiveError(message("base_map.no_file"));
  }
  return {
    size,
    getKey: () => `${ino ?? ""}-${size}-${mtime?.getTime() ?? ""}`,
    async getBytes(offset, length) {
      checkPiece(offset, length);
      if (offset + length > size && offset > 0) throw damaged();
      const data = new Uint8Array(Math.min(length, size - offset));
      await file.seek(offset, Deno.SeekMode.Start);
      for (let read = 0; read < data.length;) {
        const count = await file.read(data.subarray(read));
        if (count === null) throw damaged();
        read += count;
      }
      return { data: data.buffer };
    },
    [Symbol.asyncDispose]() {
      file.close();
      return Promise.resolve();
    },
  };
}

/**
 * A source at an address.
 * @param etag of the archive that is expected; undefined when nothing is known yet
 */
export function openUrl(url: string, etag?: string): ArchiveSource {
  let size: number | undefined;
  return {
    get size() {
      return size;
    },
    getKey: () => url,
    async getBytes(offset, length): Promise<RangeResponse> {
      checkPiece(offset, length);
      const answer = await ask(url, offset, length);
      const found = validatorOf(answer);
      if (etag !== undefined && found !== undefined && found !== etag) {
        await answer.body?.cancel();
        throw new ArchiveChangedError();
      }
      etag ??= found;
      size = Number(/\/(\d+)$/.exec(answer.headers.get("Content-Range") ?? "")?.[1] ?? NaN) || undefined;
      return { data: await boundedBody(answer, length), etag };
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function ask(url: string, offset: number, length: number): Promise<Response> {
  let answer: Response;
  try {
    const headers = { Range: `bytes=${offset}-${offset + length - 1}`, "Accept-Encoding": "identity" };
    answer = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    throw new ArchiveError(message("base_map.unreachable", { cause: causeOf(error) }), { cause: error });
  }
  if (answer.status === 206) return answer;
  await answer.body?.cancel();
  if (answer.status === 200) throw new ArchiveError(message("base_map.no_ranges"));
  throw new ArchiveError(message("base_map.unreachable", { cause: `HTTP ${answer.status}` }));
}

/** What changes when the archive does. Weak ETags may stay the same (RFC 9110 section 8.8.1). */
function validatorOf({ headers }: Response): string | undefined {
  const etag = headers.get("ETag");
  return etag && !etag.startsWith("W/") ? etag : headers.get("Last-Modified") ?? undefined;
}

/** The body, if it is no longer than asked. */
async function boundedBody(answer: Response, length: number): Promise<ArrayBuffer> {
  const data = new Uint8Array(length);
  let read = 0;
  try {
    for await (const chunk of answer.body ?? []) {
      if (read + chunk.length > length) throw damaged();
      data.set(chunk, read);
      read += chunk.length;
    }
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError(message("base_map.unreachable", { cause: causeOf(error) }), { cause: error });
  }
  return data.buffer.slice(0, read);
}

/** Directories of broken archives name any numbers. */
function checkPiece(offset: number, length: number): void {
  const isSound = Number.isSafeInteger(offset) && offset >= 0 && Number.isInteger(length) && length > 0;
  if (!isSound || length > LARGEST_READ) throw damaged();
}

function causeOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
