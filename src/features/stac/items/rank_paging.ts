/** Paging through the items of a collection, by their ranks. */
import { type Link, MEDIA_TYPES } from "../links.ts";
import type { ItemListParameters } from "./list_parameters.ts";

/** Ranks of the page that is answered, and of all items of the sequence. */
export interface RankRange {
  firstRank: number;
  lastRank: number;
  minRank: number;
  maxRank: number;
}

/** The address of a page. */
export function pageUrl(itemsUrl: string, { limit, startAfterRank }: ItemListParameters): string {
  const parameters = [
    ...(limit === undefined ? [] : [`limit=${limit}`]),
    ...(startAfterRank === undefined ? [] : [`startAfterRank=${startAfterRank}`]),
  ];
  return parameters.length === 0 ? itemsUrl : `${itemsUrl}?${parameters.join("&")}`;
}

/**
 * `first` and `prev` when there are items before the page, `next` and `last` when there are items after it.
 * @param limit items a page; undefined when the page has no limit
 */
export function rankPagingLinks(itemsUrl: string, limit: number | undefined, range: RankRange): Link[] {
  const { firstRank, lastRank, minRank, maxRank } = range;
  const links: Link[] = [];
  const add = (rel: string, startAfterRank?: number) =>
    links.push({ rel, type: MEDIA_TYPES.geoJson, href: pageUrl(itemsUrl, { limit, startAfterRank }) });
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
