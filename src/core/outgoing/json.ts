/** JSON documents of other servers. */
import { type GuardedClient, OutgoingError, type RequestBounds } from "./guarded_client.ts";

/**
 * Reads a document. Its size has to be bounded so that parsing it takes a moment.
 * @throws AddressRefusedError, OutgoingError
 */
export async function readOutgoingJson(client: GuardedClient, url: string, bounds: RequestBounds): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await client.get(url, bounds)) chunks.push(chunk);
  try {
    return await new Blob(chunks as BlobPart[]).text().then(JSON.parse);
  } catch (cause) {
    throw new OutgoingError(`${new URL(url).host} sent no valid JSON`, undefined, { cause });
  }
}
