/** Writes and reads tar archives as streams, with the SHA-256 of everything in them. */
import { createHash, type Hash } from "node:crypto";
import { createTarDecoder, createTarPacker, type ParsedTarEntry } from "modern-tar";
import { codeOf, messageOf } from "../core/thrown.ts";
import { BackupError } from "./format.ts";

/** An archive that is being written. */
export class ArchiveWriter {
  readonly #packer = createTarPacker();
  readonly #file: Deno.FsFile;
  readonly #written: Promise<void>;
  readonly #onChecksum: (line: string) => Promise<void>;

  /**
   * @param path of a file that must not exist yet; only its owner can read it
   * @param onChecksum takes a line as `sha256sum` writes it, for each entry
   * @param onChunk called for each chunk that was written
   */
  static async create(
    path: string,
    onChecksum: (line: string) => Promise<void>,
    onChunk: () => void,
  ): Promise<ArchiveWriter> {
    const file = await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
    return new ArchiveWriter(file, onChecksum, onChunk);
  }

  private constructor(file: Deno.FsFile, onChecksum: (line: string) => Promise<void>, onChunk: () => void) {
    this.#file = file;
    this.#onChecksum = onChecksum;
    const sink = new WritableStream<Uint8Array>({
      write: async (chunk) => {
        for (let done = 0; done < chunk.length;) done += await file.write(chunk.subarray(done));
        onChunk();
      },
    });
    this.#written = this.#packer.readable.pipeTo(sink);
    // The next entry, or the end of the archive, throws the error.
    this.#written.catch((error) => this.#packer.controller.error(error));
  }

  /** @param size of the body, in bytes: not one more or less may come */
  async add(name: string, size: number, body: ReadableStream<Uint8Array>): Promise<void> {
    const entry = this.#packer.controller.add({ name, size, type: "file", mode: 0o600 });
    const hash = createHash("sha256");
    await body.pipeThrough(hashing(hash)).pipeTo(entry);
    await this.#onChecksum(checksumLine(hash, name));
  }

  async addJson(name: string, value: unknown): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify(value, null, 2) + "\n");
    await this.add(name, bytes.length, new Blob([bytes]).stream());
  }

  async addFile(name: string, path: string): Promise<void> {
    const file = await Deno.open(path);
    await this.add(name, (await file.stat()).size, file.readable);
  }

  /** Ends the archive and forces it to the disk. */
  async finish(): Promise<void> {
    this.#packer.controller.finalize();
    await this.#written;
    await this.#file.sync();
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}

/**
 * The entries of an archive, one after the other; the body of each is to be read before the next one.
 * @throws BackupError for anything wrong with the archive, including an end inside a file
 */
export async function* readArchive(path: string): AsyncGenerator<ParsedTarEntry> {
  using file = await Deno.open(path);
  const fail = (error: unknown): never => {
    if (error instanceof BackupError || codeOf(error)) throw error;
    throw new BackupError(`${path} is damaged, or not a backup: ${messageOf(error)}`, { cause: error });
  };
  try {
    for await (const { header, body } of file.readable.pipeThrough(createTarDecoder({ strict: true }))) {
      yield { header, body: ReadableStream.from(readBody(body, fail)) };
      // modern-tar (0.8.6) takes the cancellation of a body for that of the next one, which then never ends.
      await drain(body);
    }
  } catch (error) {
    fail(error);
  }
}

async function drain(body: ReadableStream<Uint8Array>): Promise<void> {
  for await (const _ of body) {
    // Nobody wants it.
  }
}

async function* readBody(
  body: ReadableStream<Uint8Array>,
  fail: (error: unknown) => never,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  try {
    // The decoder never uses shared memory.
    for await (const chunk of body.values({ preventCancel: true })) yield chunk as Uint8Array<ArrayBuffer>;
  } catch (error) {
    fail(error);
  }
}

/** A line of `SHA256SUMS`, as the program `sha256sum` reads it. */
export function checksumLine(hash: Hash, name: string): string {
  return `${hash.digest("hex")}  ${name}\n`;
}

function hashing(hash: Hash): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(chunk, controller) {
      hash.update(chunk);
      controller.enqueue(chunk);
    },
  });
}
