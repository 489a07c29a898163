/**
 * Cameras in the STAC API, shown only to requests that name their collection. Lists, tiles and searches without collections
 * contain street-level pictures alone.
 */
import type { Queryable } from "../../../core/db/sql.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import {
  type CollectionSource,
  collectionUrl,
  geoJson,
  invalidToken,
  type JsonContext,
  KEY_TEXT,
  type Link,
  MEDIA_TYPES,
  queryString,
  readToken,
  rootLink,
  type SearchParameters,
  type SourcePage,
  splitAtAntimeridian,
  writeToken,
} from "../../stac/mod.ts";
import { cameraCollection } from "./collection.ts";
import { camera, image } from "./documentation.ts";
import { imageItem } from "./item.ts";
import { findCameraRow, findCameraUuids, type ImageRow, type ImageSelection, listImageRows } from "./queries.ts";

/** The cameras as collections; the UUID of a camera is the id of its collection. */
export function allskyCollections({ settings, sql }: Pick<Services, "settings" | "sql">): CollectionSource {
  const mayView = ({ caller }: JsonContext) => !settings.ALLSKY_REQUIRE_LOGIN || caller !== null;
  return {
    schemas: { collection: camera, item: image },
    async findCollection(uuid, context) {
      const row = mayView(context) ? await findCameraRow(sql, uuid) : undefined;
      return row && cameraCollection(row, context);
    },
    async findItem(camera, id, context) {
      if (!mayView(context)) return undefined;
      const [row] = await listImageRows(sql, { cameras: [camera], ids: [id], descending: true, limit: 1 });
      return row && imageItem(row, context);
    },
    async answerItems(camera, page, context) {
      return mayView(context) ? await answerImagesOf(sql, camera, page, context) : undefined;
    },
    async answerSearch(parameters, context, nextLink) {
      return mayView(context) ? await answerImageSearch(sql, parameters, context, nextLink) : undefined;
    },
  };
}

/** The images of a camera, in the order they were taken; undefined when there is no such camera. */
async function answerImagesOf(
  sql: Queryable,
  camera: string,
  { token, limit, bbox, interval, bboxText, datetimeText }: SourcePage,
  context: JsonContext,
): Promise<Response | undefined> {
  if ((await findCameraUuids(sql, [camera])).length === 0) return undefined;
  const self = `${collectionUrl(context.base, camera)}/items`;
  const size = limit ?? 100;
  return await answerImages(
    sql,
    {
      cameras: [camera],
      start: interval?.start,
      end: interval?.end,
      boxes: bbox && splitAtAntimeridian(bbox),
      after: afterOf(readToken(token)),
      descending: false,
      limit: size,
    },
    context,
    (next) => {
      const query = queryString([["limit", size], ["token", next], ["bbox", bboxText], ["datetime", datetimeText]]);
      return { rel: "next", type: MEDIA_TYPES.geoJson, href: `${self}?${query}` };
    },
  );
}

/**
 * Searches the images of the cameras among the collections that a search names.
 * @returns undefined when none of them is a camera
 * @throws ApiError 400 for parameters that only apply to street-level pictures
 */
async function answerImageSearch(
  sql: Queryable,
  parameters: SearchParameters & { collections: string[] },
  context: JsonContext,
  nextLink: (token: string) => Link,
): Promise<Response | undefined> {
  const { collections, ids, bbox, interval, intersects, limit, order, after } = parameters;
  const cameras = await findCameraUuids(sql, collections);
  if (cameras.length === 0) return undefined;
  if (cameras.length < new Set(collections).size) {
    throw new ApiError(400, message("syncapi.search_mixes_collections"));
  }
  if (parameters.filter || parameters.place) {
    throw new ApiError(400, message("syncapi.search_parameters"));
  }
  const [first] = order;
  if (!first || first.type === "uuid") throw new ApiError(400, message("syncapi.search_order"));
  const selection = {
    cameras,
    ids,
    start: interval?.start,
    end: interval?.end,
    boxes: bbox && splitAtAntimeridian(bbox),
    intersects: intersects && JSON.stringify(intersects),
    after: afterOf(after),
    descending: first.type === "float8" || first.descending,
    limit,
  };
  // The form of a token depends on the order that the parameters ask for.
  const isTime = first.type === "timestamptz";
  return await answerImages(sql, selection, context, nextLink, isTime ? "time" : "number");
}

async function answerImages(
  sql: Queryable,
  selection: ImageSelection,
  context: JsonContext,
  nextLink: (token: string) => Link,
  form: "time" | "number" = "number",
): Promise<Response> {
  const rows = await listImageRows(sql, { ...selection, limit: selection.limit + 1 });
  const shown = rows.slice(0, selection.limit);
  const links = [rootLink(context.base)];
  const last = shown.at(-1);
  if (last && rows.length > shown.length) links.push(nextLink(tokenOf(last, form)));
  const features = shown.map((row) => imageItem(row, context));
  return geoJson(JSON.stringify({ type: "FeatureCollection", features, links }));
}

function tokenOf({ taken_at, epoch, item_id }: ImageRow, form: "time" | "number"): string {
  return writeToken([form === "time" ? taken_at : epoch, item_id]);
}

function afterOf(key: string[] | undefined): ImageSelection["after"] {
  if (!key) return undefined;
  const [time, id] = key;
  if (key.length !== 2 || time === undefined || id === undefined || !KEY_TEXT.uuid.test(id)) throw invalidToken();
  if (KEY_TEXT.float8.test(time)) return { epoch: time, id };
  if (!KEY_TEXT.timestamptz.test(time)) throw invalidToken();
  const [whole = "", fraction = "0"] = time.replace(/\+00$/, "").split(".");
  return { epoch: `${Date.parse(`${whole.replace(" ", "T")}Z`) / 1000}.${fraction}`, id };
}
