/** The one PostgreSQL backend of an embedded database: PGlite, with PostGIS, on a folder, durable. */
import { type Extension, PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { uuid_ossp } from "@electric-sql/pglite/contrib/uuid_ossp";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { collectGarbage } from "../../garbage.ts";
import { readUnpackedOrThrow } from "../../packed_files.ts";
import { DurableFileSystem } from "./durable_file_system.ts";
import { guardMainLoop } from "./main_loop_guard.ts";
import { SharedState } from "./shared_state.ts";

/** What the file system adds to durability is in durable_file_system.ts; these are PostgreSQL's own settings. */
const SETTINGS: Record<string, string> = {
  fsync: "on",
  // The default, fdatasync, is an empty function in Emscripten's C library; fsync is not.
  wal_sync_method: "fsync",
  full_page_writes: "on",
  synchronous_commit: "on",

  timezone: "UTC",
  log_timezone: "UTC",

  // One backend, without replication.
  max_connections: "5",
  wal_level: "minimal",
  max_wal_senders: "0",

  // Segments of WAL kept for later, 16 MB each.
  min_wal_size: "32MB",
  max_wal_size: "64MB",

  // The least there is: WebAssembly takes several times as much of the real stack, and has about 1 MB.
  max_stack_depth: "100kB",

  // What does not fit is copied from the page cache of the system, which gives memory back when it is needed.
  shared_buffers: "8MB",
  effective_cache_size: "512MB",
  maintenance_work_mem: "32MB",
};

/** Bytes written since the last checkpoint, to any file, after which the next one is due. */
const BYTES_BETWEEN_CHECKPOINTS = 64 * 1024 * 1024;

/** Bytes of answers that are held in memory for a client: the backend cannot wait until it has read some. */
const LARGEST_ANSWER = 256 * 1024 * 1024;

/** An answer that would not fit the memory of WebAssembly. */
export class AnswerTooLargeError extends Error {
  override name = "AnswerTooLargeError";
  override message = `the answer is larger than ${LARGEST_ANSWER} bytes; read it in parts, with a cursor`;
}

interface BackendModule {
  HEAPU8: Uint8Array<ArrayBuffer>;
  HEAP32: Int32Array;
  /** Addresses of variables. */
  _InterruptPending: number;
  _QueryCancelPending: number;
  /** Emscripten's file system; what is not on disk is in its memory. */
  FS: FileSystem;
  /** The bundles of extensions, unpacked: 34 MB. */
  pg_extensions: Record<string, unknown>;
}

/** The part of Emscripten's file system that is used here. */
interface FileSystem {
  truncate(path: string, length: number): void;
  lookupPath(path: string): { node: { contents: Uint8Array<ArrayBuffer> } };
  createPreloadedFile(parent: string, name: string, bytes: Uint8Array, ...more: unknown[]): void;
}

/** What the backend needs on disk. */
export interface BackendFiles {
  /** PostgreSQL's data folder; a new database is made when it is empty. */
  dataFolder: string;
  /** The PostGIS bundle, a `.tar.gz`. */
  postgisBundle: string;
}

/** A running backend. It does one thing at a time and holds its thread meanwhile. */
export class Backend {
  readonly #pglite: PGlite;
  readonly #files: DurableFileSystem;
  readonly #state: SharedState;
  readonly #module: BackendModule;
  /** The memory of which the main thread knows. */
  #publishedMemory: ArrayBufferLike | undefined;
  #checkpointedAt = 0;

  private constructor(pglite: PGlite, files: DurableFileSystem, state: SharedState) {
    this.#pglite = pglite;
    this.#files = files;
    this.#state = state;
    // Exports of the module that PGlite's types do not mention.
    this.#module = pglite.Module as unknown as BackendModule;
  }

  /**
   * Starts PostgreSQL on a data folder, recovering it after a crash.
   * @param state shared with the thread that may terminate this one; none when left out
   * @throws Error when PostgreSQL does not start
   */
  static async start({ dataFolder, postgisBundle }: BackendFiles, state = new SharedState()): Promise<Backend> {
    const files = new DurableFileSystem(dataFolder, state);
    const [pgliteWasmModule, fsBundle] = await Promise.all([
      readPgliteFile("pglite.wasm").then(compileAndFree),
      readPgliteFile("pglite.data").then((bytes) => new BlobWithoutCopy(bytes)),
    ]);
    const pglite = await PGlite.create({
      fs: files,
      pgliteWasmModule,
      fsBundle,
      extensions: { postgis: postgisExtension(postgisBundle), "uuid-ossp": uuid_ossp, pg_trgm },
      startParams: [
        // -F would turn fsync off.
        ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
        ...Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
      ],
    });
    guardMainLoop(pglite);
    return new Backend(pglite, files, state);
  }

  /**
   * Runs messages of the frontend (PostgreSQL's wire protocol, version 3) and returns all that the backend answers.
   * @param limit milliseconds after which the main thread cancels the run; 0 for none
   * @throws AnswerTooLargeError when that is more than should be held in memory; the messages were run nevertheless
   * @throws BackendCrash after which this backend must no longer be used
   */
  async run(messages: Uint8Array, limit = 0): Promise<Uint8Array[]> {
    this.#prepareToBeCancelled();
    let answers: Uint8Array[] = [];
    let length = 0;
    const onRawData = (bytes: Uint8Array) => {
      length += bytes.length;
      // What is handed over is a view of memory that will be used again.
      if (length <= LARGEST_ANSWER) answers.push(bytes.slice());
      else answers = [];
    };
    const options = { syncToFs: false, onRawData };
    await this.#state.during(limit, () => this.#pglite.execProtocolRawStream(messages, options));
    if (length > LARGEST_ANSWER) throw new AnswerTooLargeError();
    return answers;
  }

  #prepareToBeCancelled(): void {
    const { HEAPU8, HEAP32, _InterruptPending: interruptPending, _QueryCancelPending: queryCancelPending } =
      this.#module;
    if (HEAPU8.buffer !== this.#publishedMemory) {
      this.#publishedMemory = HEAPU8.buffer;
      this.#state.publishFlags({ memory: HEAPU8, interruptPending, queryCancelPending });
    }
    // What was meant for a statement that ended just before.
    HEAP32[queryCancelPending / HEAP32.BYTES_PER_ELEMENT] = 0;
  }

  /** Whether a transaction is open, including a failed one. */
  get isInTransaction(): boolean {
    return this.#pglite.isInTransaction();
  }

  /** Runs statements that have no parameters and returns the rows of the last. */
  async query(statements: string): Promise<Record<string, unknown>[]> {
    const results = await this.#pglite.exec(statements);
    return results.at(-1)?.rows ?? [];
  }

  /** Lets go of what only a start needs: the library of PostGIS, 16 MB, once it is loaded, and the archive it was in. */
  forgetExtensionFiles(): void {
    const { FS } = this.#module;
    this.#module.pg_extensions = {};
    // Functions of Emscripten that stay refer to these bytes; V8 has a copy.
    FS.lookupPath(POSTGIS_LIBRARY).node.contents.buffer.transfer(0);
    FS.truncate(POSTGIS_LIBRARY, 0);
    collectGarbage();
  }

  /** Whether enough was written since the last checkpoint that WAL should be cut. */
  get isCheckpointDue(): boolean {
    return this.#files.writtenBytes - this.#checkpointedAt > BYTES_BETWEEN_CHECKPOINTS;
  }

  /**
   * Writes all changes to their tables, so that old WAL can go. Not inside a transaction.
   * @throws Error when the disk is full, for example; WAL is kept then, and nothing is lost
   */
  async checkpoint(): Promise<void> {
    try {
      await this.#pglite.exec("CHECKPOINT");
    } finally {
      this.#checkpointedAt = this.#files.writtenBytes;
    }
  }

  /** Shuts PostgreSQL down cleanly, so that nothing has to be recovered. */
  async stop(): Promise<void> {
    await this.checkpoint();
    await this.#pglite.close();
  }
}

/** V8 has a copy of the bytes. */
async function compileAndFree(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  const module = await WebAssembly.compile(bytes);
  bytes.buffer.transfer(0);
  return module;
}

/** PGlite reads the bytes of this once, and an ordinary Blob would keep a copy of them. */
class BlobWithoutCopy extends Blob {
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    super();
    this.#bytes = bytes;
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    const { buffer, byteOffset, byteLength } = this.#bytes;
    return Promise.resolve(
      byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength),
    );
  }
}

/** By itself, PGlite does not find what is packed. */
function readPgliteFile(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return readUnpackedOrThrow(join(dirname(fileURLToPath(import.meta.resolve("@electric-sql/pglite"))), name));
}

/** Where PGlite puts the PROJ database of the bundle, in its own file system. */
const PROJ_DATA = "/pglite/share/proj";
const POSTGIS_LIBRARY = "/pglite/lib/postgresql/postgis-3.so";

/**
 * PostGIS for PGlite, from a bundle of only what is used here: no raster, topology or geocoder.
 * @param bundle path of the `.tar.gz` with the library, its SQL and the PROJ database
 */
function postgisExtension(bundle: string): Extension {
  return {
    name: "postgis",
    setup: (_pglite, options) =>
      Promise.resolve({
        // Without PROJ_DATA, PROJ finds nothing and ST_Transform returns no row, with no error.
        emscriptenOpts: {
          ...options,
          PGLITE_ENV: { ...options.PGLITE_ENV, PROJ_DATA },
          preRun: [keepOneCopy, ...options.preRun],
        },
        bundlePath: pathToFileURL(bundle),
      }),
  };
}

/** Lets libraries that are loaded be files without a copy of their bytes. */
function keepOneCopy({ FS }: BackendModule): void {
  const create = FS.createPreloadedFile;
  FS.createPreloadedFile = (parent, name, bytes, canRead, canWrite, onLoad, onError, isHidden) =>
    create(parent, name, bytes, canRead, canWrite, onLoad, onError, isHidden, true);
}
