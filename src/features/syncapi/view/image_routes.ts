/** `/images/…`: the files of cameras, at the addresses that the SyncAPI answers with. */
import { z } from "@hono/zod-openapi";
import type { RequestContext } from "../../../core/http/context.ts";
import { message } from "../../../core/messages/mod.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { fileResponse } from "../../../core/http/file_response.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import { mediaType } from "./media_type.ts";
import { remoteAddress } from "../assets/remote_address.ts";
import { allskyPath } from "../../../core/storage/mod.ts";
import { viewAccess } from "./access.ts";
import { findVisibleFile } from "./queries.ts";

/**
 * Files of cameras by their addresses.
 * @param bases prefixes under which they answer
 */
export function imageRoutes(router: Router, services: Services, bases: Iterable<string>): void {
  const { settings, sql, stores } = services;
  for (const base of bases) {
    router.route({
      method: "get",
      path: `${base}/images/{path:path}`,
      access: viewAccess(settings),
      summary: "An image or video of an all-sky camera",
      tags: ["All-sky cameras"],
      responses: {
        200: { description: "The file", content: { "*/*": { schema: z.string().openapi({ format: "binary" }) } } },
        206: { description: "A part of the file (RFC 9110, Range)" },
        302: { description: "The file is stored elsewhere" },
        304: { description: "Not modified" },
        404: { description: "Unknown, or of a hidden camera" },
      },
    }, (context, parameters) => serveImage(context, parameters.path));
  }

  async function serveImage(context: RequestContext, text: string): Promise<Response> {
    const path = readPath(text);
    const asset = path === undefined ? undefined : await findVisibleFile(sql, path);
    if (!asset || path === undefined) throw new ApiError(404, message("http.not_found"));
    const file = asset.has_file ? await stores.permanent.open(allskyPath(path)) : undefined;
    if (file) return fileResponse(context.req.raw, file, headersOf(path));
    const elsewhere = remoteAddress(asset);
    if (elsewhere) return context.redirect(elsewhere, 302);
    throw new ApiError(404, message("http.not_found"));
  }

  function headersOf(path: string): Record<string, string> {
    const type = mediaType(path);
    return {
      "Content-Type": type,
      "Cache-Control": `${settings.ALLSKY_REQUIRE_LOGIN ? "private" : "public"}, no-cache`,
      "X-Content-Type-Options": "nosniff",
      // Whatever a camera sends never runs with the rights of this server's pages.
      "Content-Security-Policy": "default-src 'none'; sandbox",
      ...(type === "application/octet-stream" ? { "Content-Disposition": "attachment" } : {}),
    };
  }
}

/** The path as it is in the database; paths of files have no characters that addresses encode. */
function readPath(text: string): string | undefined {
  return /^ccd_[\w./-]+$/.test(text) ? text : undefined;
}
