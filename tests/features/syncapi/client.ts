/** A client of the SyncAPI: signs and sends as indi-allsky does. */
import { onlyRow } from "../../../src/core/db/rows.ts";
import { generateApiKey } from "../../../src/features/accounts/mod.ts";
import { sign, slotOf } from "../../../src/features/syncapi/sync/signature.ts";
import type { TestServer } from "../../support/server.ts";

export const CAMERA = "11111111-2222-3333-4444-555555555555";

/** What may differ from what a right client does. */
export interface SyncOptions {
  media?: Uint8Array<ArrayBuffer>;
  fileName?: string;
  username?: string;
  key?: string;
  /** Five minutes that the clock of the client is ahead. */
  slotsAhead?: number;
  /** The whole header, where it is not a signature. */
  authorization?: string;
  /** JSON text in the place of the metadata. */
  json?: string;
  fileSize?: number | null;
  /** Where the metadata go. */
  metadataAs?: "file" | "field" | "query";
  prefix?: string;
}

export class SyncClient {
  constructor(readonly url: string, readonly username: string, readonly key: string) {}

  /** Sends one request. */
  send(method: string, kind: string, metadata: Record<string, unknown>, options: SyncOptions = {}): Promise<Response> {
    const { media, fileName = "image.jpg", username = this.username, key = this.key, slotsAhead = 0 } = options;
    const file_size = options.fileSize === undefined ? media?.length ?? 0 : options.fileSize;
    const json = options.json ?? JSON.stringify({ type: 0, ...metadata, file_size });
    const bytes = new TextEncoder().encode(json);
    const digest = sign(key, slotOf(Date.now()) + slotsAhead, bytes);
    const headers = { Authorization: options.authorization ?? `Bearer ${username}:${digest}` };
    const address = `${this.url}${options.prefix ?? ""}/sync/v1/${kind}`;
    if (options.metadataAs === "query") {
      return fetch(`${address}?metadata=${encodeURIComponent(json)}`, { method, headers });
    }
    const form = new FormData();
    if (options.metadataAs === "field") form.set("metadata", json);
    else form.set("metadata", new Blob([bytes], { type: "application/json" }), "metadata.json");
    if (media) form.set("media", new Blob([media]), fileName);
    return fetch(address, { method, headers, body: form });
  }

  camera(fields: Record<string, unknown> = {}, options: SyncOptions = {}): Promise<Response> {
    const metadata = { name: "ZWO CCD ASI290MM", uuid: CAMERA, utc_offset: -28800.0, ...fields };
    return this.send("PUT", "camera", metadata, { media: new Uint8Array(), fileName: "bogus.ext", ...options });
  }
}

/** Makes an account with a key. */
export async function syncClient({ sql, url, backend }: TestServer, username = "syncuser"): Promise<SyncClient> {
  const { id: accountId } = onlyRow(
    await sql<{ id: string }[]>`INSERT INTO accounts (name) VALUES (${username}) RETURNING id`,
  );
  const secretKey = backend.services.secretKey!;
  return new SyncClient(url, username, (await generateApiKey(sql, { accountId, username, secretKey }))!);
}

/** 2024-02-01 04:59:59 UTC: the evening before, 20:59:59, at eight hours west. */
export const CREATED = 1706763599;

/** Metadata of an image as a camera sends them while it takes images. */
export function imageMetadata(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    camera_uuid: CAMERA,
    createDate: CREATED,
    utc_offset: -28800.0,
    night: true,
    dayDate: "20240131",
    exposure: 15.5,
    exp_elapsed: 15.6,
    process_elapsed: 1.2,
    gain: 200,
    binmode: 1,
    temp: -5.5,
    adu: 1234.5,
    stable: true,
    moonmode: false,
    moonphase: 33.3,
    adu_roi: [],
    calibrated: true,
    sqm: 20.5,
    stars: 321,
    detections: 0,
    width: 64,
    height: 48,
    data: { uptime: 1 },
    ...fields,
  };
}

/** Metadata of everything that is no image: what all have, and what the kind asks for. */
export function assetMetadata(kind: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  const own: Record<string, Record<string, unknown>> = {
    thumbnail: { uuid: "99999999-2222-3333-4444-555555555555", origin: 2 },
    minivideo: { note: "Boule de feu ☄", targetDate: CREATED, startDate: CREATED - 60, endDate: CREATED + 60 },
  };
  return imageMetadata({ framerate: 25, frames: 10, ...own[kind], ...fields });
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
