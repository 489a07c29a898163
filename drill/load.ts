/** What clients do to a server during the drill, and what they were told. Whatever fails is simply not acknowledged. */
import { createHash } from "node:crypto";
import { CAMERA, imageMetadata, SyncClient } from "../tests/features/syncapi/client.ts";
import { makePicture, walk } from "../tests/support/pictures.ts";

/** Milliseconds that one request may take: a killed server must not hold a client for ever. */
const PATIENCE = 20_000;
const PICTURES_OF_A_SET = 4;

/** What the server has acknowledged. */
export class Ledger {
  /** SHA-256 of pictures by their ids. */
  readonly pictures = new Map<string, string>();
  /** SHA-256 of images of the camera by their addresses. */
  readonly images = new Map<string, string>();
  /** Pictures whose deletion was asked for: they may be there or not. */
  readonly doubtful = new Set<string>();
  /** Pictures whose deletion was acknowledged. */
  readonly deleted = new Set<string>();
}

export interface Clients {
  token: string;
  apiKey: string;
  ledger: Ledger;
}

let seed = 0;

/** Uploads, edits and deletes until it is told to stop, or the server is gone. */
export async function load(url: string, clients: Clients, signal: AbortSignal): Promise<void> {
  const kinds = [uploadSets, uploadSets, sendImages, deletePictures, editSets];
  await Promise.all(kinds.map(async (work) => {
    while (!signal.aborted) {
      const isDone = await work(url, clients, signal).then(() => true, () => false);
      // A server that is gone comes back as another one.
      if (!isDone) return;
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
  }
  await call(url, token, "POST", `/api/upload_sets/${set.id}/complete`);
}

async function sendImages(url: string, { apiKey, ledger }: Clients): Promise<void> {
  const client = new SyncClient(url, "drill", apiKey);
  await read(await client.camera());
  const media = crypto.getRandomValues(new Uint8Array(20_000));
  const createDate = 1_700_000_000 + (seed += 60);
  const metadata = imageMetadata({ camera_uuid: CAMERA, createDate, dayDate: null });
  const { url: address } = await read(await client.send("PUT", "image", metadata, { media }));
  ledger.images.set(address, sha256(media));
}

async function deletePictures(url: string, { token, ledger }: Clients): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 200));
  const [id] = ledger.pictures.keys();
  if (id === undefined || ledger.pictures.size < 20) return;
  ledger.doubtful.add(id);
  ledger.pictures.delete(id);
  const response = await fetch(`${url}/api/upload_sets/${await setOf(url, token, id)}/files/${id}`, {
    method: "DELETE",
    headers: { Authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(PATIENCE),
  });
  await response.body?.cancel();
  if (response.ok) ledger.deleted.add(id);
}

async function setOf(url: string, token: string, picture: string): Promise<string> {
  const item = await call(url, token, "GET", `/api/pictures/${picture}`);
  return item.properties?.["geovisio:upload_set"] ?? "";
}

async function editSets(url: string, { token }: Clients): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { upload_sets: [set] } = await call(url, token, "GET", "/api/users/me/upload_sets?limit=1");
  if (set) await call(url, token, "PATCH", `/api/upload_sets/${set.id}`, { title: `Drill ${Math.random()}` });
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

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
