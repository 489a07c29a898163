/**
 * A place for files: a folder of the local disk, or a bucket.
 *
 * Paths start at the root of the store, with a slash: `/43/66/dd/db/8a71-….jpg`. A file appears under its path whole or
 * not at all, and is never changed in place, so that readers need no locks.
 */
export interface Store {
  /** Where the store is, without secrets, for messages. */
  readonly location: string;

  /**
   * Whether files can be written: "full" when there is hardly any space left, as far as the store knows.
   * @throws StoreUnreachableError, or the error of the file system, when nothing can be read either
   */
  state(): Promise<"ready" | "full">;

  /** Starts to receive a file of which nothing may be lost once it is committed. */
  createUpload(options?: UploadOptions): Promise<Upload>;

  /** Writes a file that could be made again: whole or not at all, but not forced to the disk. */
  write(path: string, content: Uint8Array): Promise<void>;

  /** Opens a file for reading; undefined when there is none. The caller streams or closes it. */
  open(path: string): Promise<OpenedFile | undefined>;

  /** Reads a whole file; undefined when there is none. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined>;

  exists(path: string): Promise<boolean>;

  /** The names of the entries of a folder, in no order; none if the folder does not exist. */
  list(folder: string): Promise<string[]>;

  /** All files of the store, in no order. What is written or deleted meanwhile may be among them or not. */
  walk(): AsyncIterable<StoredFile>;

  /** Deletes a file, and its parent folders when that leaves them empty. It may be gone already. */
  remove(path: string): Promise<void>;

  /** Deletes a folder with all it holds, and its parents when that leaves them empty. It may be gone already. */
  removeFolder(path: string): Promise<void>;

  /**
   * Deletes what interrupted uploads left behind.
   * @param olderThan milliseconds since the last byte was written; younger ones may belong to another process
   * @returns how many were deleted
   */
  sweepTemporary(olderThan?: number): Promise<number>;

  /**
   * Files that were committed provisionally and never confirmed: whoever wrote them was killed in between, or is at it.
   * @param olderThan milliseconds since the last byte was written; younger ones may belong to another process
   */
  listUnconfirmed(olderThan?: number): Promise<UnconfirmedFile[]>;
}

/** A file that may belong to nobody. */
export interface UnconfirmedFile {
  /** In the store. The file may be there or not. */
  path: string;
  /**
   * Takes the note from whoever wrote the file, to remove the file: if they are alive after all, they learn it by `isTaken()`.
   * @returns false when the note is gone: they confirmed the file
   */
  take(): Promise<boolean>;
  /** Forgets that it was in question: it belongs to somebody, or is gone. */
  confirm(): Promise<void>;
}

/** How a file gets its name. */
export interface CommitOptions {
  /** Whether a file that has the name already is replaced, as by default. */
  mayReplace?: boolean;
  /** Whether a note of the file stays until it is confirmed. A process that dies before leaves it in `listUnconfirmed()`. */
  isProvisional?: boolean;
}

/** A file as `walk()` finds it. */
export interface StoredFile {
  /** In the store. */
  path: string;
  /** Bytes. */
  size: number;
  modifiedAt: Date;
}

/** Limits of an upload. */
export interface UploadOptions {
  /** Bytes; one more and `write` throws UploadTooLargeError. */
  maxBytes?: number;
}

/** A file that is being written to a store. It ends with `commit` or `abort`; `await using` aborts what was not committed. */
export interface Upload extends AsyncDisposable {
  /** Bytes received so far. */
  readonly size: number;

  /** Appends a chunk. When it fails, nothing of the upload remains. */
  write(chunk: Uint8Array): Promise<void>;

  /** Opens what was received so far for reading, for instance for its metadata. */
  open(): Promise<OpenedFile>;

  /**
   * Does what takes long of committing to this path, once all is received: syncs the file, or sends it. After that `commit` takes
   * a moment even for a large file, and may be done in a transaction.
   */
  prepare(path: string): Promise<void>;

  /**
   * Gives the file its name. When this returns, the file outlives a loss of power.
   * When it throws, the temporary file is gone, and whether the name is there after a loss of power is unknown.
   * @throws FileExistsError when there is one that must not be replaced; it is left alone
   */
  commit(path: string, options?: CommitOptions): Promise<void>;

  /** Whether the note of a provisional `commit` was taken: the file was judged to belong to nobody, and may be gone. */
  isTaken(): Promise<boolean>;

  /** Ends what a provisional `commit` began, once what it was for is done or undone. When it fails, the note stays. */
  confirm(): Promise<void>;

  /** Cancels the upload and leaves nothing behind. After `commit`, does nothing. */
  abort(): Promise<void>;
}

/** A part of a file, counted in bytes from 0; both ends included, as in RFC 9110 §14.1.2. */
export interface ByteRange {
  first: number;
  last: number;
}

/** A file opened for reading. What is read belongs to one version of the file, even when it is replaced meanwhile. */
export interface OpenedFile {
  /** Bytes. */
  readonly size: number;
  readonly modifiedAt: Date;
  /** Strong validator in its quotes (RFC 9110 §8.8.3): another version of the file has another one. */
  readonly etag: string;

  /** Reads the file, or a part of it. The file is closed at the end, or when the reader cancels. */
  stream(range?: ByteRange): ReadableStream<Uint8Array<ArrayBuffer>>;

  /** The whole file as the body of an answer, in the form that takes the least work to send. The file is closed as by `stream()`. */
  body(): ReadableStream<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>;

  /** For when nothing is to be read. */
  close(): void;
}

/** More bytes came than `maxBytes`. */
export class UploadTooLargeError extends Error {
  override name = "UploadTooLargeError";
  /** The limit. */
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`The file is larger than ${maxBytes} bytes`);
    this.maxBytes = maxBytes;
  }
}

/** There is a file of this name already. */
export class FileExistsError extends Error {
  override name = "FileExistsError";
  /** In the store. */
  readonly path: string;

  constructor(path: string) {
    super(`There is a file ${path} already`);
    this.path = path;
  }
}

/** The store cannot be reached, fails, or refuses: the same may succeed in a moment, or once an operator has corrected its settings. */
export class StoreUnreachableError extends Error {
  override name = "StoreUnreachableError";
}
