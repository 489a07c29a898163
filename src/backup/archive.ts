/** Writes a tar archive to a file as a stream. */
import { createTarPacker } from "modern-tar";

/** An archive that is being written. */
export class ArchiveWriter {
  readonly #packer = createTarPacker();
  readonly #written: Promise<void>;

  private constructor(private readonly file: Deno.FsFile) {
    const sink = new WritableStream<Uint8Array>({
      write: async (chunk) => {
        for (let done = 0; done < chunk.length;) done += await file.write(chunk.subarray(done));
      },
    });
    this.#written = this.#packer.readable.pipeTo(sink);
    // Whoever adds an entry next, or finishes, is told.
    this.#written.catch((error) => this.#packer.controller.error(error));
  }

  /** @param path where there must be no file yet; only its owner can read it */
  static async create(path: string): Promise<ArchiveWriter> {
    return new ArchiveWriter(await Deno.open(path, { write: true, createNew: true, mode: 0o600 }));
  }

  /** @param size of the body, in bytes: not one more or less may come */
  async add(name: string, size: number, body: ReadableStream<Uint8Array>): Promise<void> {
    const entry = this.#packer.controller.add({ name, size, type: "file", mode: 0o600 });
    await body.pipeTo(entry);
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
    await this.file.sync();
    this.file.close();
  }
}
