/** Links between the pages of a list of collections. */
import { type Link, MEDIA_TYPES } from "../links.ts";
import { queryString } from "../query_string.ts";
import { afterKey, beforeKey, type SortKey, upToKey } from "./keyset.ts";
import type { CollectionListParameters } from "./list_parameters.ts";
import { sortText } from "./sort.ts";

/** Sort keys of the page that is answered, and of the whole list. */
export interface PageBounds {
  first: SortKey;
  last: SortKey;
  listFirst: SortKey;
  listLast: SortKey;
}

/** What a row of a page says about its place in the list. */
interface PlacedRow {
  sort_key: SortKey;
  list_first: SortKey;
  list_last: SortKey;
}

/** The links of a page that holds these rows; none for an empty page. */
export function pageLinks(url: string, parameters: CollectionListParameters, rows: PlacedRow[]): Link[] {
  const first = rows.at(0), last = rows.at(-1);
  if (!first || !last) return [];
  return collectionPagingLinks(url, parameters, {
    first: first.sort_key,
    last: last.sort_key,
    listFirst: first.list_first,
    listLast: first.list_last,
  });
}

/** `first` and `prev` when the list begins before the page, `next` and `last` when it goes on after it. */
export function collectionPagingLinks(
  url: string,
  { limit, sort, nullable, raw }: CollectionListParameters,
  bounds: PageBounds,
): Link[] {
  const sortby = sortText(sort);
  const showDeleted = raw.show_deleted === undefined
    ? undefined
    : raw.show_deleted.toLowerCase() === "true"
    ? "True"
    : "False";
  const extras: [string, string | undefined][] = [
    ["filter-lang", raw["filter-lang"]],
    ["bbox", raw.bbox],
    ["datetime", raw.datetime],
    ["created_after", raw.created_after],
    ["created_before", raw.created_before],
  ];
  const filter = raw.filter || undefined;
  const link = (rel: string, page: string): Link => ({
    rel,
    type: MEDIA_TYPES.json,
    href: `${url}?${
      queryString([
        ["limit", limit],
        ["sortby", sortby],
        ["show_deleted", showDeleted],
        ["filter", filter],
        ["page", page],
        ...extras,
      ])
    }`,
  });
  const links: Link[] = [];
  if (!isSame(bounds.first, bounds.listFirst)) {
    const start = queryString([
      ["limit", limit],
      ["filter", filter],
      ["sortby", sortby],
      ["show_deleted", showDeleted],
      ...extras,
    ]);
    links.push(
      { rel: "first", type: MEDIA_TYPES.json, href: `${url}?${start}` },
      link("prev", beforeKey(sort, bounds.first, nullable)),
    );
  }
  if (!isSame(bounds.last, bounds.listLast)) {
    links.push(link("next", afterKey(sort, bounds.last, nullable)), link("last", upToKey(sort, bounds.listLast)));
  }
  return links;
}

function isSame(one: SortKey, other: SortKey): boolean {
  return one.every((value, index) => value === other[index]);
}
