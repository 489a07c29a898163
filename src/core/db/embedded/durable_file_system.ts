/**
 * PGlite's file system on a folder, made durable. Emscripten's NODEFS has no `fsync`, so that PostgreSQL believes its WAL
 * to be on disk when it is only in the page cache; here every sync reaches the disk, and failures reach PostgreSQL.
 */
import type { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import * as fs from "node:fs";
import type { SharedState } from "./shared_state.ts";

type ModuleOptions = Parameters<NodeFS["init"]>[1];
type Module = PGlite["Module"];

/** What NODEFS keeps of an open file; only files have a descriptor, folders are opened for each sync. */
interface Stream {
  nfd?: number;
  node: { mode: number };
}

interface StreamOperations {
  write(stream: Stream, buffer: unknown, offset: number, length: number, position: number): number;
  fsync(stream: Stream): number;
}

/** Operations of NODEFS that change files or folders. */
const CHANGES_OF_STREAMS = ["write", "fsync", "allocate", "msync", "open"] as const;
const CHANGES_OF_NODES = ["setattr", "mknod", "rename", "unlink", "rmdir", "symlink"] as const;

type Operation = (...parameters: unknown[]) => unknown;

interface NodeFileSystem {
  stream_ops: StreamOperations;
  node_ops: object;
  realPath(node: Stream["node"]): string;
  /** Runs an operation, turning Node's errors into Emscripten's, whose numbers PostgreSQL knows. */
  tryFSOperation<T>(operation: () => T): T;
}

/** A PostgreSQL data folder whose syncs are real; it also counts what is written. */
export class DurableFileSystem extends NodeFS {
  /** Bytes written to any file so far. */
  writtenBytes = 0;
  readonly #state: SharedState;

  /**
   * @param folder PostgreSQL's data folder
   * @param state says when files may no longer be changed
   */
  constructor(folder: string, state: SharedState) {
    super(folder);
    this.#state = state;
  }

  override async init(pglite: PGlite, options: ModuleOptions) {
    const { emscriptenOpts } = await super.init(pglite, options);
    emscriptenOpts.preRun = [...emscriptenOpts.preRun ?? [], (module: Module) => this.#makeDurable(module)];
    return { emscriptenOpts };
  }

  #makeDurable(module: Module): void {
    // Emscripten's NODEFS, of which PGlite declares only the name.
    const nodeFileSystem = module.FS.filesystems.NODEFS as unknown as NodeFileSystem;
    const operations = nodeFileSystem.stream_ops;
    operations.fsync = (stream) => {
      nodeFileSystem.tryFSOperation(() => {
        if (stream.nfd === undefined) syncFolder(nodeFileSystem.realPath(stream.node));
        else fs.fdatasyncSync(stream.nfd);
      });
      return 0;
    };
    const write = operations.write;
    operations.write = (...parameters) => {
      const written = write(...parameters);
      this.writtenBytes += written;
      return written;
    };
    this.#guard(operations, CHANGES_OF_STREAMS);
    this.#guard(nodeFileSystem.node_ops, CHANGES_OF_NODES);
  }

  #guard(operations: object, names: readonly string[]): void {
    // NODEFS keeps plain functions in plain objects; some versions lack some of them.
    const table = operations as Record<string, Operation | undefined>;
    for (const name of names) {
      const operation = table[name];
      if (operation) table[name] = (...parameters) => this.#state.change(() => operation(...parameters));
    }
  }
}

/** Renames and new files are durable when their folder is. */
function syncFolder(path: string): void {
  const descriptor = fs.openSync(path, "r");
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
