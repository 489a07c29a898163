/**
 * Collections that other features add to the STAC API. They are found by their ids alone: lists, tiles and searches that
 * name no collection know sequences of pictures only.
 */
import type { z } from "@hono/zod-openapi";
import type { JsonContext } from "./json_context.ts";
import type { Link } from "./links.ts";
import type { BoundingBox } from "./parameters/bbox.ts";
import type { Interval } from "./parameters/datetime.ts";
import type { SearchParameters } from "./search/parameters.ts";

/** A page of a collection's items. */
export interface SourcePage {
  /** From the link to this page, see search/token.ts. */
  token?: string;
  /** Items on the page; undefined for as many as the source likes. */
  limit?: number;
  bbox?: BoundingBox;
  /** Of the capture. */
  interval?: Interval;
  /** The last two as given, for the address of the next page. */
  bboxText?: string;
  datetimeText?: string;
}

/** Collections that a feature answers for. Each method gives undefined for what the caller may not see, or is another's. */
export interface CollectionSource {
  /** What its collections and items look like, for the OpenAPI document. */
  schemas: { collection: z.ZodType; item: z.ZodType };
  /** The collection with this id, as STAC JSON. */
  findCollection(id: string, context: JsonContext): Promise<object | undefined>;
  /** One item, as STAC JSON. */
  findItem(collection: string, id: string, context: JsonContext): Promise<object | undefined>;
  /** A page of the items, as a GeoJSON FeatureCollection. */
  answerItems(collection: string, page: SourcePage, context: JsonContext): Promise<Response | undefined>;
  /**
   * The answer to a search in collections that are named.
   * @param nextLink the link to the page that a token stands for
   * @throws ApiError 400 for what these items cannot be searched by
   */
  answerSearch(
    parameters: SearchParameters & { collections: string[] },
    context: JsonContext,
    nextLink: (token: string) => Link,
  ): Promise<Response | undefined>;
}

/** What the first source that knows something answers. */
export async function askSources<T>(
  sources: readonly CollectionSource[],
  ask: (source: CollectionSource) => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const source of sources) {
    const found = await ask(source);
    if (found !== undefined) return found;
  }
  return undefined;
}
