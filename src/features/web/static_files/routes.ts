/** `/static`: scripts, styles and map data of the pages. */
import { evaluatePreconditions } from "../../../core/http/conditional.ts";
import { message } from "../../../core/messages/mod.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { RouteDeclaration, Router } from "../../../core/http/router.ts";
import { ownBuild, staticAddress } from "./addresses.ts";
import { staticFile } from "./files.ts";

const FOR_EVER = "public, max-age=31536000, immutable";

/** Scripts, styles, fonts and icons of the pages. */
export function staticFilesRoutes(router: Router): void {
  const common = {
    method: "get",
    access: "open",
    summary: "A script, style sheet or map data of the pages",
    tags: ["Website"],
    responses: {
      200: { description: "The file" },
      304: { description: "The browser has it" },
      404: { description: "No such file" },
    },
  } satisfies Omit<RouteDeclaration, "path">;

  router.route(
    { ...common, path: "/static/{source}/{build}/{file}" },
    (context, { source, build, file }) => answerFile(context, source, build, file),
  );
  router.route(
    { ...common, path: "/static/{source}/{build}/{folder}/{file}" },
    (context, { source, build, folder, file }) => answerFile(context, source, build, `${folder}/${file}`),
  );
  // Browsers request it where no page names an icon, such as for an answer in JSON.
  router.route(
    { ...common, path: "/favicon.ico", summary: "The icon", responses: { 302: { description: "Where it is" } } },
    // Relative, so that the prefix of a reverse proxy stays.
    async (context) => context.redirect((await staticAddress("app", "icon.svg")).slice(1)),
  );
  // Fonts, as the style sheet of the viewer names them.
  router.route(
    { ...common, path: "/static/{source}/{build}/static/media/{file}" },
    (context, { source, build, file }) => answerFile(context, source, build, `static/media/${file}`),
  );
}

async function answerFile(context: RequestContext, source: string, build: string, path: string): Promise<Response> {
  const file = await staticFile(source, path);
  if (!file) throw new ApiError(404, message("http.not_found"));
  // While servers are being replaced, pages of another version ask: they get our file, but must not cache it.
  const isOurs = source !== "app" || build === await ownBuild();
  const headers = new Headers({
    "Cache-Control": isOurs ? FOR_EVER : "no-cache",
    "Content-Type": file.type,
    "ETag": file.etag,
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
  });
  const { headers: asked } = context.req.raw;
  if (evaluatePreconditions(asked, { etag: file.etag, modifiedAt: new Date(0) }) === "not modified") {
    headers.delete("Content-Type");
    return new Response(null, { status: 304, headers });
  }
  const isGzipped = file.gzipped !== undefined && /\bgzip\b/.test(asked.get("Accept-Encoding") ?? "");
  if (isGzipped) headers.set("Content-Encoding", "gzip");
  return new Response(isGzipped ? file.gzipped : file.bytes, { headers });
}
