/** Answers of the STAC routes. */
import { textAnswer } from "../../core/http/made_text.ts";
import { type Link, MEDIA_TYPES } from "./links.ts";

/** An answer of GeoJSON text (RFC 7946). */
export function geoJson(text: string, status = 200): Response {
  return new Response(text, { status, headers: { "Content-Type": MEDIA_TYPES.geoJson } });
}

/** What stands in a FeatureCollection after its features (OGC API Features, 7.16). */
export interface FeatureCollectionEnd {
  links: Link[];
  /** How many features there are on all pages. */
  numberMatched?: number;
  numberReturned?: number;
}

/**
 * A GeoJSON FeatureCollection, written batch by batch.
 * @param batches the features, as JSON text
 * @param end asked once all features are written
 */
export async function featureCollection(
  batches: AsyncGenerator<string[]>,
  end: () => FeatureCollectionEnd,
): Promise<Response> {
  const chunks = featureCollectionText(batches, end);
  const start = await chunks.next(), rest = await chunks.next();
  const headers = { "Content-Type": MEDIA_TYPES.geoJson };
  if (start.done || rest.done) return textAnswer(start.value ?? "", headers);
  const body = ReadableStream.from(prepended([start.value, rest.value], chunks)).pipeThrough(new TextEncoderStream());
  return new Response(body, { headers });
}

/** One chunk when there is one batch at most. */
async function* featureCollectionText(
  batches: AsyncGenerator<string[]>,
  end: () => FeatureCollectionEnd,
): AsyncGenerator<string, undefined> {
  let text = '{"type":"FeatureCollection","features":[', separator = "";
  let batch = await batches.next();
  while (!batch.done) {
    for (const feature of batch.value) {
      text += separator + feature;
      separator = ",";
    }
    batch = await batches.next();
    if (batch.done) break;
    yield text;
    text = "";
  }
  yield `${text}],${JSON.stringify(end()).slice(1)}`;
}

async function* prepended(first: string[], rest: AsyncGenerator<string>) {
  yield* first;
  yield* rest;
}
