/** Sends a file to a bucket: small ones in one request, others in parts, with one part at a time in memory. */
import { FileExistsError } from "../store.ts";
import { type Bucket, errorOfAnswer } from "./bucket.ts";

/** Bytes; all parts but the last must have at least 5 MiB. */
export const PART_BYTES = 16 * 1024 * 1024;

const ALREADY_EXISTS = [409, 412];

/**
 * Makes an object of a stream. When it returns, the service has it.
 * @param size of the stream, in bytes
 * @throws FileExistsError when there is one that must not be replaced
 */
export async function sendObject(
  bucket: Bucket,
  key: string,
  content: ReadableStream<Uint8Array>,
  { size, mayReplace }: { size: number; mayReplace: boolean },
): Promise<void> {
  // Services that do not know the condition below would replace it.
  if (!mayReplace && (await bucket.mustRequest("HEAD", key, {}, [404])).ok) {
    await content.cancel();
    throw new FileExistsError(`/${key}`);
  }
  const condition: Record<string, string> = mayReplace ? {} : { "If-None-Match": "*" };
  const parts = inParts(content, Math.min(size, PART_BYTES));
  if (size <= PART_BYTES) {
    const body = (await parts.next()).value ?? new Uint8Array();
    const response = await bucket.mustRequest(
      "PUT",
      key,
      { headers: { ...bucket.writeHeaders, ...condition }, body },
      ALREADY_EXISTS,
    );
    await response.body?.cancel();
    if (!response.ok) throw new FileExistsError(`/${key}`);
    return;
  }
  const prepared = await sendParts(bucket, key, parts);
  try {
    await prepared.complete(condition);
  } catch (error) {
    await prepared.abort().catch(() => {});
    throw error;
  }
}

/** An object whose bytes the service has, and which is not there yet. */
export interface PreparedObject {
  /**
   * Makes it be there.
   * @param condition headers
   * @throws FileExistsError when the condition does not hold
   */
  complete(condition?: Record<string, string>): Promise<void>;
  /** Gives up what was sent. */
  abort(): Promise<void>;
}

/** Sends the bytes of an object in parts, without making it. @param size of the stream, in bytes */
export function prepareObject(
  bucket: Bucket,
  key: string,
  content: ReadableStream<Uint8Array>,
  size: number,
): Promise<PreparedObject> {
  return sendParts(bucket, key, inParts(content, Math.min(size, PART_BYTES)));
}

async function sendParts(
  bucket: Bucket,
  key: string,
  parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
): Promise<PreparedObject> {
  const begun = await bucket.mustRequest("POST", key, { query: { uploads: "" }, headers: bucket.writeHeaders });
  const uploadId = /<UploadId>([^<]+)<\/UploadId>/.exec(await begun.text())?.[1];
  if (!uploadId) throw new Error("The S3 service began no upload");
  const abort = () => abortUpload(bucket, key, uploadId);
  try {
    const tags: string[] = [];
    for await (const body of parts) {
      const query = { partNumber: String(tags.length + 1), uploadId };
      const sent = await bucket.mustRequest("PUT", key, { query, body });
      await sent.body?.cancel();
      // Every part has one (S3 API, UploadPart).
      tags.push(sent.headers.get("etag")!);
    }
    return { complete: (condition = {}) => completeUpload(bucket, key, uploadId, tags, condition), abort };
  } catch (error) {
    await abort().catch(() => {});
    throw error;
  }
}

async function completeUpload(
  bucket: Bucket,
  key: string,
  uploadId: string,
  tags: string[],
  condition: Record<string, string>,
): Promise<void> {
  const parts = tags.map((tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
  const body = `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
  const response = await bucket.mustRequest(
    "POST",
    key,
    { query: { uploadId }, headers: condition, body },
    ALREADY_EXISTS,
  );
  const text = await response.text();
  if (!response.ok) throw new FileExistsError(`/${key}`);
  // The service answers 200 before it is done, and may then still fail.
  if (text.includes("<Error>")) throw errorOfAnswer(response.status, `complete ${key}`, text);
}

/** Gives up what was sent in parts. */
export async function abortUpload(bucket: Bucket, key: string, uploadId: string): Promise<void> {
  const response = await bucket.mustRequest("DELETE", key, { query: { uploadId } }, [404]);
  await response.body?.cancel();
}

/** Joins the chunks of a stream to parts of a size; the last may be shorter. */
async function* inParts(
  content: ReadableStream<Uint8Array>,
  bytes: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let part = new Uint8Array(bytes);
  let filled = 0;
  for await (const chunk of content) {
    for (let taken = 0; taken < chunk.length;) {
      const piece = chunk.subarray(taken, taken + bytes - filled);
      part.set(piece, filled);
      taken += piece.length;
      filled += piece.length;
      if (filled < bytes) continue;
      yield part;
      part = new Uint8Array(bytes);
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}
