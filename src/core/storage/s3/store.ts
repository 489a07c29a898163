/** A store in a bucket of an S3-compatible service. */
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pLimit from "p-limit";
import { LocalStore } from "../local.ts";
import type { OpenedFile, Store, StoredFile, UnconfirmedFile, Upload, UploadOptions } from "../store.ts";
import { Bucket } from "./bucket.ts";
import { S3File } from "./file.ts";
import { abortUpload, prepareObject, sendObject } from "./send.ts";
import { S3Upload } from "./upload.ts";
import { readS3Url } from "./url.ts";

const DELETED_AT_ONCE = 8;
const PROBE = "/.incoming-probe";
/** Parts of an upload that was not completed for so long belong to a dead process. Milliseconds. */
const ABANDONED_AFTER = 24 * 3_600_000;

/** A store in a bucket. Uploads are received on the local disk, and sent when they were checked. */
export class S3Store implements Store {
  readonly #bucket: Bucket;
  readonly #spool: LocalStore;

  private constructor(
    readonly location: string,
    bucket: Bucket,
    spool: LocalStore,
  ) {
    this.#bucket = bucket;
    this.#spool = spool;
  }

  /** Opens a store; the bucket must exist. Throws when files cannot be written there. */
  static async open(url: string): Promise<S3Store> {
    const place = readS3Url(url);
    const location = `${place.bucketUrl}/${place.prefix}`;
    // A folder for each place: what is left in it by a process that died says nothing about other buckets.
    const folder = createHash("sha256").update(location).digest("hex").slice(0, 16);
    const spool = await LocalStore.open(join(tmpdir(), "panoramax-uploads", folder));
    const store = new S3Store(location, new Bucket(place), spool);
    const probe = `${PROBE}-${crypto.randomUUID()}`;
    await store.write(probe, new Uint8Array([0]));
    await store.remove(probe);
    return store;
  }

  async state(): Promise<"ready" | "full"> {
    await this.#bucket.probe();
    return await this.#spool.state();
  }

  async createUpload(options: UploadOptions = {}): Promise<Upload> {
    return new S3Upload(await this.#spool.createUpload(options), {
      send: (path, content, how) => sendObject(this.#bucket, keyOf(path), content, how),
      prepare: (path, content, size) => prepareObject(this.#bucket, keyOf(path), content, size),
    });
  }

  async write(path: string, content: Uint8Array): Promise<void> {
    // Nobody writes from shared memory.
    const body = content as Uint8Array<ArrayBuffer>;
    const response = await this.#bucket.mustRequest("PUT", keyOf(path), { headers: this.#bucket.writeHeaders, body });
    await response.body?.cancel();
  }

  async open(path: string): Promise<OpenedFile | undefined> {
    const response = await this.#bucket.mustRequest("HEAD", keyOf(path), {}, [404]);
    return response.ok ? new S3File(this.#bucket, keyOf(path), response.headers) : undefined;
  }

  async read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const response = await this.#bucket.mustRequest("GET", keyOf(path), {}, [404]);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    await response.body?.cancel();
  }

  async exists(path: string): Promise<boolean> {
    return (await this.#bucket.mustRequest("HEAD", keyOf(path), {}, [404])).ok;
  }

  async list(folder: string): Promise<string[]> {
    const key = keyOf(folder).replace(/\/*$/, "/");
    return (await this.#bucket.listNames(key === "/" ? "" : key)).filter((name) => !name.startsWith(PROBE.slice(1)));
  }

  async *walk(): AsyncGenerator<StoredFile> {
    for await (const { key, size, modifiedAt } of this.#bucket.listAll("")) yield { path: `/${key}`, size, modifiedAt };
  }

  async remove(path: string): Promise<void> {
    const response = await this.#bucket.mustRequest("DELETE", keyOf(path), {}, [404]);
    await response.body?.cancel();
  }

  async removeFolder(path: string): Promise<void> {
    const objects = await Array.fromAsync(this.#bucket.listAll(keyOf(path).replace(/\/*$/, "/")));
    await pLimit(DELETED_AT_ONCE).map(objects, ({ key }) => this.remove(`/${key}`));
  }

  async sweepTemporary(olderThan = ABANDONED_AFTER): Promise<number> {
    const removed = await this.#spool.sweepTemporary();
    const newest = Date.now() - olderThan;
    const abandoned = (await this.#bucket.listIncomplete()).filter(({ startedAt }) => startedAt.getTime() <= newest);
    for (const { key, uploadId } of abandoned) await abortUpload(this.#bucket, key, uploadId);
    return removed + abandoned.length;
  }

  listUnconfirmed(olderThan?: number): Promise<UnconfirmedFile[]> {
    return this.#spool.listUnconfirmed(olderThan);
  }
}

function keyOf(path: string): string {
  if (!path.startsWith("/") || path.split("/").some((part) => part === "." || part === "..")) {
    throw new TypeError(`Not a path inside a store: ${path}`);
  }
  return path.slice(1);
}
