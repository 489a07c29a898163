/** Collections of another instance, read through its STAC API. */
import type { z } from "@hono/zod-openapi";
import { ApiError } from "../../../core/http/errors.ts";
import { validate } from "../../../core/http/validation.ts";
import { message } from "../../../core/messages/mod.ts";
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

/** Items per page: few, so that parsing a page is quick even where pictures have many tags. */
const PAGE_ITEMS = 20;
const MOST_PAGES = 50_000;
const DOCUMENT = { mostBytes: 2 * 1024 * 1024, timeout: 30_000 };
const PICTURE_MILLISECONDS = 10 * 60_000;

/** Opens a client that reads collections of other instances. */
export function openTransferClient(settings: Settings, signal?: AbortSignal): Promise<GuardedClient> {
  return openGuardedClient({
    privateHosts: settings.API_TRANSFER_PRIVATE_HOSTS ?? [],
    userAgent: transferUserAgent(settings),
    signal,
  });
}

/**
 * Identifies this instance to others, and marks the collections that it created by a transfer. ASCII only, as headers require
 * (RFC 9110 section 5.5).
 */
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
    const address: string = next;
    seen.add(address);
    const page = await readDocument(client, address, remotePage);
    // Empty pages could go on forever.
    if (page.features.length === 0) return;
    yield page.features.map((feature) => read(feature, remoteItem, address));
    const link = page.links?.find(({ rel }) => rel === "next")?.href;
    next = link === undefined ? undefined : absolute(link, address);
  }
}

/**
 * The original of an item, as the other instance serves it. The caller has to limit its size.
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
    return validate(schema, value, message("community.transfer_unreadable"));
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    // What validate() puts there.
    const details = cause.details as { fields: string[]; error: string }[];
    const [problem] = details.map(({ fields, error }) => `${fields.join(".")}: ${error}`);
    const text = message("community.transfer_foreign_answer", { url, problem: problem ?? "?" });
    throw new OutgoingError(text, undefined, { cause });
  }
}
