/** JSON bodies of requests, bounded and with clear refusals. */
import type { RequestContext } from "./context.ts";
import { ApiError } from "./errors.ts";

/** Enough for thousands of semantic tags or a large geometry, too little to fill the memory. */
const MOST_BYTES = 10 * 1024 * 1024;

/** Whether the content type is JSON: `application/json` or `application/*+json`, with any parameters. */
export function isJson(context: RequestContext): boolean {
  return /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(context.req.header("Content-Type") ?? "");
}

/**
 * The JSON value of the body; undefined when the body is empty.
 * @throws ApiError 400 for broken JSON, 413 for a body too large
 */
export async function readJson(context: RequestContext): Promise<unknown> {
  const text = new TextDecoder().decode(await readBody(context));
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ApiError(400, "The body is not valid JSON", { details: { error: (error as Error).message } });
  }
}

/**
 * The bytes of a body that is small by nature.
 * @throws ApiError 413 for a body too large
 */
export async function readBody(context: RequestContext, mostBytes = MOST_BYTES): Promise<Uint8Array> {
  const { body } = context.req.raw;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > mostBytes) throw new ApiError(413, `The body is larger than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
}
