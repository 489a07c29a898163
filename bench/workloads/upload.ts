/** Sends pictures and waits until they can be seen. */
import type { UploadBody } from "./pictures.ts";

/** Connections that upload at the same time. */
const CLIENTS = 8;
/** Milliseconds between two looks at the upload set: seldom, for they cost the server something. */
const POLL = 100;
/** Milliseconds after which something must be wrong. */
const LONGEST_WAIT = 600_000;

/** An upload set that is ready. */
export interface Upload {
  uploadSetId: string;
  /** The collection of its first picture. */
  collectionId: string;
  /** Milliseconds from the first byte sent until everything was ready. */
  duration: number;
  /** Milliseconds of each request. */
  acknowledgements: number[];
}

/**
 * Uploads pictures as one upload set, several at a time.
 * @throws Error when one is refused, or when they do not get ready
 */
export async function upload(url: string, bodies: UploadBody[]): Promise<Upload> {
  const uploadSetId = await createUploadSet(url, bodies.length);
  const start = performance.now();
  const acknowledgements: number[] = [];
  const waiting = bodies.values();
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    for (const body of waiting) {
      const sent = performance.now();
      await sendPicture(url, uploadSetId, body);
      acknowledgements.push(performance.now() - sent);
    }
  }));
  await ensureComplete(url, uploadSetId);
  const collectionId = await whenReady(url, uploadSetId, start + LONGEST_WAIT);
  return { uploadSetId, collectionId, duration: performance.now() - start, acknowledgements };
}

/** Makes an upload set for a number of files. @returns its id */
export async function createUploadSet(url: string, count: number): Promise<string> {
  const response = await fetch(`${url}/api/upload_sets`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ title: "Bench", estimated_nb_files: count }),
  });
  const { id } = await response.json();
  return id;
}

/**
 * Sends a picture and waits until it is acknowledged.
 * @throws Error when it is refused
 */
export async function sendPicture(url: string, uploadSetId: string, { contentType, bytes }: UploadBody): Promise<void> {
  const response = await fetch(`${url}/api/upload_sets/${uploadSetId}/files`, {
    method: "POST",
    headers: { "Content-Type": contentType },
    body: bytes,
  });
  const answer = await response.text();
  if (response.status !== 202) throw new Error(`A picture was refused with ${response.status}: ${answer}`);
}

/** The number of files was announced, but a server may miss the last one when several come at the same moment. */
async function ensureComplete(url: string, uploadSetId: string): Promise<void> {
  const { completed } = await (await fetch(`${url}/api/upload_sets/${uploadSetId}`)).json();
  if (completed) return;
  await (await fetch(`${url}/api/upload_sets/${uploadSetId}/complete`, { method: "POST" })).body?.cancel();
}

async function whenReady(url: string, uploadSetId: string, deadline: number): Promise<string> {
  while (performance.now() < deadline) {
    const set = await (await fetch(`${url}/api/upload_sets/${uploadSetId}`)).json();
    if (set.ready && set.items_status.not_processed === 0) {
      if (set.items_status.broken > 0) throw new Error(`${set.items_status.broken} pictures could not be processed`);
      return set.associated_collections[0].id;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
  throw new Error(`The pictures are not ready after ${LONGEST_WAIT / 1000} seconds`);
}
