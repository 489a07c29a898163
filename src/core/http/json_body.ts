/** JSON bodies of requests, bounded and with clear refusals. */
import { type Message, message } from "../messages/mod.ts";
import type { RequestContext } from "./context.ts";
import { chunksOf } from "./body_chunks.ts";
import { ApiError } from "./errors.ts";
import { type JsonBounds, parseBoundedJson } from "./json_bounds.ts";

/** Enough for thousands of tags or a large geometry, too little to fill the memory. */
const MOST_BYTES = 1024 * 1024;

/** The most that a body may be; what is left out is as in `JSON_BOUNDS`. */
export interface BodyBounds extends Partial<JsonBounds> {
  bytes?: number;
}

/** Whether the content type is JSON: `application/json` or `application/*+json`, with any parameters. */
export function isJson(context: RequestContext): boolean {
  return /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(context.req.header("Content-Type") ?? "");
}

/**
 * The JSON value of the body; undefined when the body is empty.
 * @param bounds where a route needs more than others
 * @throws ApiError 400 for broken JSON, or JSON out of bounds, 413 for a body too large
 */
export async function readJson(context: RequestContext, { bytes, ...bounds }: BodyBounds = {}): Promise<unknown> {
  const text = new TextDecoder().decode(await readBody(context, bytes));
  if (text.trim() === "") return undefined;
  try {
    return parseBoundedJson(text, bounds);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ApiError(400, message("http.not_json"), { details: { error: error.message } });
  }
}

/**
 * The JSON value of a body that has to be JSON.
 * @param refusal what callers are told who send something else
 * @throws ApiError 415 for another content type, and as `readJson()`
 */
export async function requireJson(context: RequestContext, refusal: Message): Promise<unknown> {
  if (!isJson(context)) throw new ApiError(415, refusal);
  return await readJson(context);
}

/** The JSON value of the body; undefined when it is empty or something else. @throws ApiError as `readJson()` */
export async function readJsonIfAny(context: RequestContext): Promise<unknown> {
  return isJson(context) ? await readJson(context) : undefined;
}

/**
 * The bytes of a body that is small by nature.
 * @throws ApiError 413 for a body too large
 */
export async function readBody(context: RequestContext, mostBytes = MOST_BYTES): Promise<Uint8Array<ArrayBuffer>> {
  const { body } = context.req.raw;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of chunksOf(body)) {
    size += chunk.length;
    if (size > mostBytes) throw new ApiError(413, message("http.body_too_large", { bytes: mostBytes }));
    chunks.push(chunk);
  }
  const [first] = chunks;
  return first && chunks.length === 1 ? first : new Uint8Array(await new Blob(chunks).arrayBuffer());
}
