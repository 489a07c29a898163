/** The newest collections as a feed: RSS 2.0 with GeoRSS and the content module. */
import { spacedOffset } from "../../../core/db/timestamps.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { languageOf } from "../../../core/http/language_of.ts";
import { message, type Say, speaker } from "../../../core/messages/mod.ts";
import { element, escapeXml } from "../../../core/http/xml.ts";
import { readThumbnailSizes } from "../../pictures/mod.ts";
import { jsonContext } from "../json_context.ts";
import { collectionUrl } from "../links.ts";
import type { StacServices } from "../stac_services.ts";
import { privilegedViewerOf } from "../visibility.ts";
import type { CollectionListParameters } from "./list_parameters.ts";
import { findCollections, findFirstPositions, type FirstPositionRow, type ListedCollectionRow } from "./queries.ts";

const NAMESPACES = {
  version: "2.0",
  "xmlns:dc": "http://purl.org/dc/elements/1.1/",
  "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
  "xmlns:georss": "http://www.georss.org/georss",
};

/** What the feed says of the instance. */
interface FeedPages {
  base: string;
  mainPage: string;
  viewer: string;
  /** ISO 639-1. */
  language: string;
  say: Say;
}

/**
 * The feed of a page of the collections that the caller may see.
 * @throws ApiError 400 when deleted collections are asked for: a feed has no way to announce them
 */
export async function answerFeed(
  context: RequestContext,
  { sql, stores, instance, settings }: StacServices,
  parameters: CollectionListParameters,
): Promise<Response> {
  if (parameters.showsDeleted) throw new ApiError(400, message("stac.rss_deleted"));
  const { base, caller } = jsonContext(context, instance);
  const rows = await findCollections(sql, parameters, privilegedViewerOf(caller));
  const ids = rows.map(({ id }) => id);
  const positions = new Map((await findFirstPositions(sql, ids)).map((position) => [position.id, position]));
  const sizes = await readThumbnailSizes(sql, stores.derivates, ids, caller);
  const language = languageOf(context);
  const pages = {
    base,
    mainPage: urlOr(settings.API_MAIN_PAGE, `${base}/`),
    viewer: urlOr(settings.API_VIEWER_PAGE, `${base}/viewer`),
    language,
    say: speaker(language),
  };
  const items = rows.map((row) => item(row, { position: positions.get(row.id), size: sizes.get(row.id) }, pages));
  return new Response(feed(items, pages), {
    headers: { "Content-Type": "text/xml; charset=utf-8", "Vary": "Accept, Accept-Language" },
  });
}

/** The settings of geovisio may also name its templates. */
function urlOr(setting: string | undefined, fallback: string): string {
  return setting && /^https?:\/\//.test(setting) ? setting : fallback;
}

function feed(items: string[], { base, mainPage, language, say }: FeedPages): string {
  const channel = element("channel", {}, [
    element("title", {}, [escapeXml(say("stac.feed_title"))]),
    element("link", {}, [escapeXml(mainPage)]),
    element("description", {}, [escapeXml(say("stac.feed_description"))]),
    element("language", {}, [language]),
    element("lastBuildDate", {}, [new Date().toUTCString()]),
    element("generator", {}, ["GeoVisio"]),
    element("docs", {}, ["https://cyber.harvard.edu/rss/rss.html"]),
    element("image", {}, [
      element("url", {}, [escapeXml(`${base}/favicon.ico`)]),
      element("title", {}, [escapeXml(say("stac.feed_logo"))]),
      element("link", {}, [escapeXml(mainPage)]),
    ]),
    ...items,
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("rss", NAMESPACES, [channel])}`;
}

function item(
  row: ListedCollectionRow,
  { position, size }: { position: FirstPositionRow | undefined; size: number | undefined },
  { base, viewer, say }: FeedPages,
): string {
  const title = row.title || row.id, guid = collectionUrl(base, row.id), thumbnail = `${guid}/thumb.jpg`;
  const map = position ? `#focus=map&map=18/${position.latitude}/${position.longitude}` : "";
  const link = `${viewer}${map}`;
  const date = row.min_picture_ts === null ? "?" : spacedOffset(row.min_picture_ts);
  const description = say("stac.feed_item", { title, account: row.account_name, date });
  return element("item", {}, [
    element("title", {}, [escapeXml(title)]),
    element("link", {}, [escapeXml(link)]),
    element("description", {}, [escapeXml(description)]),
    element("author", {}, [escapeXml(row.account_name)]),
    element("pubDate", {}, [new Date(row.inserted_at.replace(" ", "T") + ":00").toUTCString()]),
    // RSS wants a length, and 0 where it is not known (RSS Best Practices Profile): of a thumbnail that is not made yet.
    element("enclosure", { url: thumbnail, length: String(size ?? 0), type: "image/jpeg" }, []),
    element("guid", { isPermaLink: "true" }, [escapeXml(guid)]),
    ...(position ? [element("georss:point", {}, [`${position.latitude} ${position.longitude}`])] : []),
    element("content:encoded", {}, [escapeXml(content({ thumbnail, description, link, guid }, say))]),
  ]);
}

/** What readers show; the white space is what clients compare. Texts of people are escaped twice: HTML within XML. */
function content(
  { thumbnail, description, link, guid }: Record<"thumbnail" | "description" | "link" | "guid", string>,
  say: Say,
): string {
  const indent = `\n${"\t".repeat(5)}`;
  return `${indent}<p>${indent}\t<img src="${thumbnail}" /><br />${indent}\t${escapeXml(description)}<br />` +
    `${indent}\t<a href="${link}">${say("stac.feed_map")}</a> - ` +
    `<a href="${guid}">${say("stac.feed_json")}</a>${indent}</p>\n${"\t".repeat(4)}`;
}
