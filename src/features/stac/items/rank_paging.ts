/** Paging through the items of a collection, by their ranks. */
import { type Link, MEDIA_TYPES } from "../links.ts";
import { queryString } from "../query_string.ts";
import type { ItemListParameters } from "./list_parameters.ts";

/** Ranks of the page that is answered, and of all items of the sequence. */
export interface RankRange {
  firstRank: number;
  lastRank: number;
  minRank: number;
  maxRank: number;
}

/** What an address of a page says. */
export type PageParameters = Pick<ItemListParameters, "limit" | "startAfterRank" | "bboxText" | "datetimeText">;

/** The address of a page. */
export function pageUrl(itemsUrl: string, { limit, startAfterRank, bboxText, datetimeText }: PageParameters): string {
  const query = queryString([
    ["limit", limit],
    ["startAfterRank", startAfterRank],
    ["bbox", bboxText],
    ["datetime", datetimeText],
  ]);
  return query ? `${itemsUrl}?${query}` : itemsUrl;
}

/**
 * `first` and `prev` when there are items before the page, `next` and `last` when there are items after it.
 * @param page its limit may be undefined, when it has none
 */
export function rankPagingLinks(itemsUrl: string, page: PageParameters, range: RankRange): Link[] {
  const { limit } = page, { firstRank, lastRank, minRank, maxRank } = range;
  const links: Link[] = [];
  const add = (rel: string, startAfterRank?: number) =>
    links.push({ rel, type: MEDIA_TYPES.geoJson, href: pageUrl(itemsUrl, { ...page, startAfterRank }) });
  if (firstRank > minRank) {
    add("first");
    const before = limit === undefined ? 0 : firstRank - limit - 1;
    add("prev", before < 1 ? undefined : before);
  }
  if (lastRank < maxRank) {
    add("next", lastRank);
    add("last", limit === undefined ? lastRank : Math.max(maxRank - limit, lastRank));
  }
  return links;
}
