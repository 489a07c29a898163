/** Collections of another instance, read through its STAC API. */
import type { z } from "@hono/zod-openapi";
import { ApiError } from "../../../core/http/errors.ts";
import { validate } from "../../../core/http/validation.ts";
import { type GuardedClient, openGuardedClient, OutgoingError, readOutgoingJson } from "../../../core/outgoing/mod.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import { VERSION } from "../../../core/version.ts";
import {
  type RemoteCollection,
  remoteCollection,
  type RemoteItem,
  remoteItem,
  remotePage,
} from "./remote_documents.ts";

/** Items of a page: few, so that parsing a page takes a moment, even where the tags of pictures are long. */
const PAGE_ITEMS = 20;
const MOST_PAGES = 50_000;
const DOCUMENT = { mostBytes: 2 * 1024 * 1024, timeout: 30_000 };
const PICTURE_MILLISECONDS = 10 * 60_000;

/** Opens a client with which collections of other instances are read. */
export function openTransferClient(settings: Settings, signal?: AbortSignal): Promise<GuardedClient> {
  return openGuardedClient({
    privateHosts: settings.API_TRANSFER_PRIVATE_HOSTS ?? [],
    userAgent: transferUserAgent(settings),
    signal,
  });
}

/** Tells other instances who asks, and ours what made the collection. Headers know no other characters (RFC 9110 section 5.5). */
export function transferUserAgent({ API_SUMMARY, API_GIT_VERSION }: Settings): string {
  const name = (API_SUMMARY.name.en ?? Object.values(API_SUMMARY.name)[0] ?? "").replaceAll(/[^\x20-\x7e]/g, "?");
  return `Panoramax/${name}/${API_GIT_VERSION ?? VERSION}`;
}

/** @throws AddressRefusedError, OutgoingError */
export async function readCollection(client: GuardedClient, location: string): Promise<RemoteCollection> {
  return await readDocument(client, location, remoteCollection);
}

/**
 * The items of a collection, page by page.
 * @throws AddressRefusedError, OutgoingError
 */
export async function* readItems(client: GuardedClient, location: string): AsyncGenerator<RemoteItem[]> {
  const seen = new Set<string>();
  let next: string | undefined = firstPage(location);
  while (next !== undefined && !seen.has(next) && seen.size < MOST_PAGES) {
    seen.add(next);
    const page: z.output<typeof remotePage> = await readDocument(client, next, remotePage);
    // Pages without anything could go on for ever.
    if (page.features.length === 0) return;
    yield page.features.map((feature) => read(feature, remoteItem, next!));
    const link = page.links?.find(({ rel }) => rel === "next")?.href;
    next = link === undefined ? undefined : absolute(link, next);
  }
}

/**
 * The original of an item, as the other instance serves it. Whoever takes it bounds its size.
 * @throws AddressRefusedError, OutgoingError
 */
export function readPicture(
  client: GuardedClient,
  { assets }: RemoteItem,
  location: string,
): Promise<AsyncIterable<Uint8Array>> {
  return client.get(absolute(assets.hd.href, location), { mostBytes: Infinity, timeout: PICTURE_MILLISECONDS });
}

function firstPage(location: string): string {
  const url = new URL(location);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/items`;
  url.search = `?limit=${PAGE_ITEMS}`;
  url.hash = "";
  return url.href;
}

/** Some servers write links relative to the document (RFC 3986 section 5). */
function absolute(link: string, base: string): string {
  return URL.parse(link, base)?.href ?? link;
}

async function readDocument<T extends z.ZodType>(
  client: GuardedClient,
  url: string,
  schema: T,
): Promise<z.output<T>> {
  return read(await readOutgoingJson(client, url, DOCUMENT), schema, url);
}

function read<T extends z.ZodType>(value: unknown, schema: T, url: string): z.output<T> {
  try {
    return validate(schema, value, "Not what a Panoramax instance answers");
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    const [{ fields, error }] = cause.details as { fields: string[]; error: string }[];
    throw new OutgoingError(
      `${url} is not what a Panoramax instance answers: ${fields.join(".")}: ${error}`,
      undefined,
      {
        cause,
      },
    );
  }
}
