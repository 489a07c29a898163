/**
 * PGlite's file system on a folder, made durable. Emscripten's NODEFS has no `fsync`, so that PostgreSQL believes its WAL
 * to be on disk when it is only in the page cache; here every sync reaches the disk, and failures reach PostgreSQL.
 */
import type { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import * as fs from "node:fs";

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

interface NodeFileSystem {
  stream_ops: StreamOperations;
  realPath(node: Stream["node"]): string;
  /** Runs an operation, turning Node's errors into Emscripten's, whose numbers PostgreSQL knows. */
  tryFSOperation<T>(operation: () => T): T;
}

/** A PostgreSQL data folder whose syncs are real; it also counts what is written. */
export class DurableFileSystem extends NodeFS {
  /** Bytes written to any file so far. */
  writtenBytes = 0;

  override async init(pglite: PGlite, options: ModuleOptions) {
    const { emscriptenOpts } = await super.init(pglite, options);
    emscriptenOpts.preRun = [...emscriptenOpts.preRun ?? [], (module: Module) => this.#makeDurable(module)];
    return { emscriptenOpts };
  }

  #makeDurable(module: Module): void {
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
