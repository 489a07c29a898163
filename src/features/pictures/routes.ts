/** `/api/pictures/:id/…`: the files of a picture, and the thumbnail of a collection. */
import { z } from "@hono/zod-openapi";
import { callerOf, type RequestContext } from "../../core/http/context.ts";
import { ApiError } from "../../core/http/errors.ts";
import { fileResponse } from "../../core/http/file_response.ts";
import { message } from "../../core/messages/mod.ts";
import type { RouteDeclaration, Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { derivatesFolder, hdPath, type OpenedFile, sdPath, thumbPath, tilePath } from "../../core/storage/mod.ts";
import { CodecError } from "../../core/imaging/codec/mod.ts";
import { type DerivateKind, MissingPictureError } from "../../core/imaging/derivates/mod.ts";
import { Kept } from "../../core/kept.ts";
import { tileGrid } from "../../core/metadata/mod.ts";
import {
  type FileViewer,
  fileViewerOf,
  findServablePicture,
  findThumbnailPictures,
  type ServablePicture,
} from "./queries.ts";

const file = z.string().openapi({ format: "binary" });
const responses: RouteDeclaration["responses"] = {
  200: { description: "The picture", content: { "image/jpeg": { schema: file }, "image/webp": { schema: file } } },
  206: { description: "A part of it (RFC 9110, Range)" },
  302: { description: "The picture is at another address" },
  304: { description: "Not modified" },
  403: { description: "Not ready yet" },
  404: { description: "Unknown, or not visible to the caller" },
};

/** Pictures of which is remembered whether callers may have their files, while no row changes; about 500 bytes each. */
const MOST_KEPT = 4000;

/** Files of pictures, with ETag and ranges; tiles and WebP are made when first asked for. */
export function picturesRoutes(router: Router, services: Services): void {
  const { derivates, settings, sql, stores } = services;
  const kept = new Kept<ServablePicture>(sql, { most: MOST_KEPT, least: 1 });
  const common = { method: "get", access: "anyone", tags: ["Pictures"], responses } satisfies Partial<RouteDeclaration>;

  router.route({
    ...common,
    path: "/api/pictures/{id:uuid}/hd.{format:word}",
    summary: "The picture in its full resolution",
  }, async (context, { id, format }) => {
    const picture = await servable(context, id, format);
    const address = settings.API_PERMANENT_PICTURES_PUBLIC_URL;
    if (format === "webp") return await sendDerivate(context, picture, "hd", hdPath(id), format);
    if (address && picture.isReady && picture.isPublic) return context.redirect(address + hdPath(id), 302);
    return send(context, await stores.permanent.open(hdPath(id)));
  });

  router.route({
    ...common,
    path: "/api/pictures/{id:uuid}/sd.{format:word}",
    summary: "The picture with a width of 2048 pixels",
  }, async (context, { id, format }) => {
    const picture = await servable(context, id, format);
    return publicDerivate(context, picture, "sd", format) ??
      await sendDerivate(context, picture, "sd", sdPath(id), format);
  });

  router.route({
    ...common,
    path: "/api/pictures/{id:uuid}/thumb.{format:word}",
    summary: "A thumbnail with a width of 500 pixels",
  }, async (context, { id, format }) => await sendThumb(context, await servable(context, id, format), format));

  router.route({
    ...common,
    path: "/api/pictures/{id:uuid}/tiled/{column}_{row}.{format:word}",
    summary: "One tile of a 360° picture in its full resolution",
  }, async (context, { id, column, row, format }) => {
    const picture = await servable(context, id, format);
    const elsewhere = publicDerivate(context, picture, `tiles/${column}_${row}`, format);
    if (elsewhere) return elsewhere;
    if (!picture.isEquirectangular) throw new ApiError(404, message("pictures.no_tiles"));
    const { columns, rows } = tileGrid(picture.width, picture.height);
    const place = [readIndex("column", column, columns), readIndex("row", row, rows)] as const;
    return await sendDerivate(context, picture, "tiles", tilePath(id, ...place), format);
  });

  router.route({
    ...common,
    path: "/api/collections/{id:uuid}/thumb.{format:word}",
    summary: "The thumbnail of the first visible picture of a collection",
  }, async (context, { id, format }) => {
    checkFormat(format);
    const [shown] = await findThumbnailPictures(sql, [id], viewerOf(context));
    if (!shown) throw new ApiError(404, message("pictures.no_thumbnail"));
    return await sendThumb(context, await servable(context, shown.picture_id, format), format);
  });

  function checkFormat(format: string): void {
    const formats = settings.PICTURE_WEBP ? ["jpg", "webp"] : ["jpg"];
    if (formats.includes(format)) return;
    throw new ApiError(404, message("pictures.format", { format, formats: formats.join(", ") }));
  }

  /** The picture, when its files may be given to the caller now. */
  async function servable(context: RequestContext, id: string, format: string): Promise<ServablePicture> {
    checkFormat(format);
    const viewer = viewerOf(context), key = `${viewer.accountId} ${viewer.isAdministrator} ${id}`;
    const picture = await kept.ask(key, context.get("moment"), () => findServablePicture(sql, id, viewer));
    if (!picture) throw new ApiError(404, message("pictures.not_found"));
    if (!picture.isReady && !picture.isManaged) throw new ApiError(403, message("pictures.in_processing"));
    return picture;
  }

  async function sendThumb(context: RequestContext, picture: ServablePicture, format: string): Promise<Response> {
    return publicDerivate(context, picture, "thumb", format) ??
      await sendDerivate(context, picture, "thumb", thumbPath(picture.id), format);
  }

  /** WebP variants are made when asked for, so that only this server knows where they are. */
  function publicDerivate(
    context: RequestContext,
    picture: ServablePicture,
    name: string,
    format: string,
  ): Response | undefined {
    const address = settings.API_DERIVATES_PICTURES_PUBLIC_URL;
    if (!address || format !== "jpg" || !picture.isReady || !picture.isPublic) return undefined;
    return context.redirect(`${address}${derivatesFolder(picture.id)}/${name}.jpg`, 302);
  }

  async function sendDerivate(
    context: RequestContext,
    picture: ServablePicture,
    kind: DerivateKind | "hd",
    path: string,
    format: string,
  ): Promise<Response> {
    try {
      return format === "webp" || kind === "hd"
        ? send(context, await derivates.openWebp(picture, kind, path), "image/webp")
        : send(context, await derivates.open(picture, kind, path));
    } catch (error) {
      if (error instanceof MissingPictureError) throw new ApiError(500, message("pictures.no_original"));
      if (!(error instanceof CodecError)) throw error;
      throw new ApiError(500, message("pictures.no_derivates"), { cause: error });
    }
  }
}

function viewerOf(context: RequestContext): FileViewer {
  return fileViewerOf(callerOf(context));
}

function send(context: RequestContext, file: OpenedFile | undefined, type = "image/jpeg"): Response {
  if (!file) throw new ApiError(500, message("pictures.unreadable"));
  return fileResponse(context.req.raw, file, { "Content-Type": type });
}

const INDEX_TEXTS = {
  column: { notANumber: "pictures.column_not_a_number", outOfRange: "pictures.column_range" },
  row: { notANumber: "pictures.row_not_a_number", outOfRange: "pictures.row_range" },
} as const;

function readIndex(name: "column" | "row", text: string, count: number): number {
  if (!/^-?\d+$/.test(text)) throw new ApiError(404, message(INDEX_TEXTS[name].notANumber));
  const index = Number(text);
  if (index < 0 || index >= count) throw new ApiError(404, message(INDEX_TEXTS[name].outOfRange));
  return index;
}
