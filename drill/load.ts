/** What clients do to a server during the drill, and what they were told. Whatever fails is simply not acknowledged. */
import { createHash } from "node:crypto";
import { CAMERA, imageMetadata, SyncClient } from "../tests/features/syncapi/client.ts";
import { makePicture, walk } from "../tests/support/pictures.ts";

/** Milliseconds that one request may take: a killed server must not hold a client for ever. */
const PATIENCE = 20_000;
const PICTURES_OF_A_SET = 4;
/** Pictures that stay whatever is deleted. */
const KEPT = 20;

/** What the server has acknowledged. */
export class Ledger {
  /** SHA-256 of pictures by their ids. */
  readonly pictures = new Map<string, string>();
  /** Images of the camera by their addresses. */
  readonly images = new Map<string, SentImage>();
  /** Headings that were given to pictures. */
  readonly headings = new Map<string, number>();
  /** Pictures whose deletion was acknowledged. */
  readonly deleted = new Set<string>();
  /** Addresses of images whose deletion was acknowledged. */
  readonly deletedImages = new Set<string>();
  /** How many requests were acknowledged. */
  acknowledged = 0;
}

/** An image that the server has. */
export interface SentImage {
  /** As the SyncAPI counts them. */
  id: number;
  checksum: string;
}

/** Who calls, and what they keep in mind. */
export interface Clients {
  token: string;
  apiKey: string;
  ledger: Ledger;
}

/** How to go on after a failure. */
export interface LoadOptions {
  /** Milliseconds after which a client that failed tries again; it ends when left out, as its server is gone. */
  retryAfter?: number;
}

let seed = 0;

/** Uploads, edits and deletes until it is told to stop, or the server is gone. */
export async function load(
  url: string,
  clients: Clients,
  signal: AbortSignal,
  { retryAfter }: LoadOptions = {},
): Promise<void> {
  const kinds = [uploadSets, uploadSets, sendImages, deleteImages, deletePictures, deleteSets, editSets, editHeadings];
  await Promise.all(kinds.map(async (work) => {
    while (!signal.aborted) {
      const isDone = await work(url, clients, signal).then(() => true, () => false);
      // A server that is gone comes back as another one.
      if (!isDone && retryAfter === undefined) return;
      if (!isDone) await pause(retryAfter!);
    }
  }));
}

async function uploadSets(url: string, { token, ledger }: Clients, signal: AbortSignal): Promise<void> {
  const set = await call(url, token, "POST", "/api/upload_sets", { title: "Drill" });
  const options = { latitude: 40 + Math.random() * 10, longitude: Math.random() * 10, seed: seed += 1000 };
  for (const [index, picture] of walk(PICTURES_OF_A_SET, { ...options, width: 64, height: 32 }).entries()) {
    if (signal.aborted) return;
    const bytes = await makePicture(picture);
    const form = new FormData();
    form.set("file", new Blob([bytes], { type: "image/jpeg" }), `${index}.jpg`);
    const { picture_id } = await call(url, token, "POST", `/api/upload_sets/${set.id}/files`, form);
    ledger.pictures.set(picture_id, sha256(bytes));
    ledger.acknowledged++;
  }
  await call(url, token, "POST", `/api/upload_sets/${set.id}/complete`);
}

async function sendImages(url: string, { apiKey, ledger }: Clients): Promise<void> {
  const client = new SyncClient(url, "drill", apiKey);
  await read(await client.camera());
  const media = crypto.getRandomValues(new Uint8Array(20_000));
  const createDate = 1_700_000_000 + (seed += 60);
  const metadata = imageMetadata({ camera_uuid: CAMERA, createDate, dayDate: null });
  const { id, url: address } = await read(await client.send("PUT", "image", metadata, { media }));
  ledger.images.set(address, { id, checksum: sha256(media) });
  ledger.acknowledged++;
}

async function deleteImages(url: string, { apiKey, ledger }: Clients): Promise<void> {
  await pause(100);
  const [oldest] = ledger.images;
  if (!oldest || ledger.images.size < KEPT) return;
  const [address, { id }] = oldest;
  // Until the server says so, it may be there or not.
  ledger.images.delete(address);
  await read(await new SyncClient(url, "drill", apiKey).send("DELETE", "image", { id, camera_uuid: CAMERA }));
  ledger.deletedImages.add(address);
  ledger.acknowledged++;
}

/** The picture that has been there for longest; not when there are few. */
function oldest({ pictures }: Ledger): string | undefined {
  return pictures.size < KEPT ? undefined : pictures.keys().next().value;
}

async function deletePictures(url: string, { token, ledger }: Clients): Promise<void> {
  await pause(200);
  const id = oldest(ledger);
  if (id === undefined) return;
  // Until the server says so, it may be there or not.
  forget(ledger, id);
  await call(url, token, "DELETE", `/api/upload_sets/${await setOf(url, token, id)}/files/${id}`);
  ledger.deleted.add(id);
  ledger.acknowledged++;
}

async function deleteSets(url: string, { token, ledger }: Clients): Promise<void> {
  await pause(1500);
  const id = oldest(ledger);
  if (id === undefined) return;
  const set = await setOf(url, token, id);
  const { files } = await call(url, token, "GET", `/api/upload_sets/${set}/files`);
  const ids = files.flatMap((file: { picture_id?: string }) => file.picture_id ?? []);
  for (const id of ids) forget(ledger, id);
  await call(url, token, "DELETE", `/api/upload_sets/${set}`);
  for (const id of ids) ledger.deleted.add(id);
  ledger.acknowledged++;
}

function forget(ledger: Ledger, id: string): void {
  ledger.pictures.delete(id);
  ledger.headings.delete(id);
}

async function setOf(url: string, token: string, picture: string): Promise<string> {
  const item = await call(url, token, "GET", `/api/pictures/${picture}`);
  const links: { rel: string; href: string }[] = item.links;
  const set = links.find(({ rel }) => rel === "upload_set")?.href.split("/").at(-1);
  return set ?? await setOfCollection(url, token, item.collection);
}

async function setOfCollection(url: string, token: string, collection: string): Promise<string> {
  const { links } = await call(url, token, "GET", `/api/collections/${collection}`);
  return links.find(({ rel }: { rel: string }) => rel === "upload_set").href.split("/").at(-1);
}

async function editSets(url: string, { token, ledger }: Clients): Promise<void> {
  await pause(300);
  const { upload_sets: [set] } = await call(url, token, "GET", "/api/users/me/upload_sets?limit=1");
  if (!set) return;
  await call(url, token, "PATCH", `/api/upload_sets/${set.id}`, { semantics: [{ key: "drill", value: `${seed++}` }] });
  ledger.acknowledged++;
}

async function editHeadings(url: string, { token, ledger }: Clients): Promise<void> {
  await pause(200);
  const ids = [...ledger.pictures.keys()], id = ids[Math.floor(Math.random() * ids.length)];
  if (id === undefined) return;
  const { collection } = await call(url, token, "GET", `/api/pictures/${id}`);
  if (!collection) return;
  const heading = Math.floor(Math.random() * 360);
  // Until the server says so, it may be the former heading or this one.
  ledger.headings.delete(id);
  await call(url, token, "PATCH", `/api/collections/${collection}/items/${id}`, { heading });
  if (!ledger.pictures.has(id)) return;
  ledger.headings.set(id, heading);
  ledger.acknowledged++;
}

async function call(url: string, token: string, method: string, path: string, body?: unknown) {
  const isForm = body instanceof FormData;
  return await read(
    await fetch(url + path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && !isForm ? { "Content-Type": "application/json" } : {}),
      },
      body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    }),
  );
}

/** The answer of the server, which is what it says: JSON of many forms. */
// deno-lint-ignore no-explicit-any
async function read(response: Response): Promise<any> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
