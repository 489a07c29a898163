/** `/api/upload_sets`: create, read, send files, complete. */
import { message } from "../../core/messages/mod.ts";
import { isMaker, type Owned, rememberMaker, requireWriter, SECRET_HEADER } from "../accounts/mod.ts";
import { accountId } from "../../core/http/account.ts";
import { baseUrl } from "../../core/http/base_url.ts";
import { conditionalText } from "../../core/http/conditional_text.ts";
import { callerOf, type RequestContext } from "../../core/http/context.ts";
import { errorAnswer } from "../../core/http/documentation.ts";
import { ApiError } from "../../core/http/errors.ts";
import { readJsonIfAny } from "../../core/http/json_body.ts";
import { languageOf } from "../../core/http/language_of.ts";
import { isMultipart } from "../../core/http/multipart.ts";
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { acceptFile } from "./accept_file.ts";
import { FileCommits } from "./commit_files.ts";
import { fileAnswer, filesAnswer, uploadSetAnswer } from "./documentation.ts";
import { listFiles } from "./file_queries.ts";
import { fileForm } from "./file_form.ts";
import { fileJson, filesText, uploadSetJson, type Viewer } from "./json.ts";
import { newUploadSet, readNewUploadSet } from "./parameters.ts";
import { completeUploadSet, findUploadSet, findUploadSetOwner, insertUploadSet } from "./queries.ts";
import type { UploadSet } from "./upload_set.ts";

const tags = ["Upload sets"];

/** Making, reading, filling and completing upload sets. */
export function uploadSetsRoutes(router: Router, services: Services): void {
  const { settings, sql } = services;
  const commits = new FileCommits(services);
  const viewer = (context: RequestContext): Viewer => ({
    base: baseUrl(context),
    caller: callerOf(context),
    isReadOnly: settings.API_READ_ONLY,
  });

  router.route({
    method: "post",
    path: "/api/upload_sets",
    access: "uploader",
    summary: "Start a batch of pictures",
    tags,
    request: { body: { content: { "application/json": { schema: newUploadSet } } } },
    responses: {
      200: uploadSetAnswer("The new upload set"),
      400: errorAnswer("A parameter is wrong"),
      415: errorAnswer("Not JSON"),
    },
  }, async (context) => {
    const body = await readJsonIfAny(context);
    if (body === undefined || body === null) {
      throw new ApiError(415, message("uploads.create_not_json"));
    }
    const wanted = readNewUploadSet(body, settings);
    const caller = callerOf(context);
    const set = await sql.begin(async (tx) => {
      const made = await insertUploadSet(tx, wanted, caller, context.req.header("User-Agent") ?? null);
      if (made && !caller) await rememberMaker(tx, context, settings, { uploadSet: made.id });
      return made;
    }).catch(refuseLongTags);
    if (!set) throw new ApiError(500, message("accounts.no_default_account"));
    const { base } = viewer(context);
    context.header("Location", `${base}/api/upload_sets/${set.id}`);
    context.header("Access-Control-Expose-Headers", `Location, ${SECRET_HEADER}`);
    return context.json(uploadSetJson(set, viewer(context)));
  });

  router.route({
    method: "get",
    path: "/api/upload_sets/{id:uuid}",
    access: "anyone",
    isKept: true,
    summary: "An upload set, with the state of its pictures and collections",
    tags,
    responses: {
      200: uploadSetAnswer("The upload set"),
      304: { description: "Not modified" },
      404: errorAnswer("Unknown, or not visible to the caller"),
    },
  }, async (context, { id }) => {
    const set = uploadSetJson(await visibleSet(context, id), viewer(context));
    return conditionalText(context, JSON.stringify(set), "application/json");
  });

  router.route({
    method: "get",
    path: "/api/upload_sets/{id:uuid}/files",
    access: "anyone",
    summary: "The files that were sent, and why some were rejected",
    tags,
    responses: { 200: filesAnswer, 404: errorAnswer("Unknown, or not visible to the caller") },
  }, async (context, { id }) => {
    const set = await visibleSet(context, id);
    const view = {
      base: viewer(context).base,
      language: languageOf(context),
      showsPictures: callerOf(context)?.id === set.account_id || await madeIt(context, id),
    };
    return context.body(await filesText(id, await listFiles(sql, id), view), 200, {
      "Content-Type": "application/json",
    });
  });

  // The documentation for users says `items`, the peer's clients say `files`: both work.
  for (const name of ["files", "items"] as const) {
    router.route({
      method: "post",
      path: `/api/upload_sets/{id:uuid}/${name}`,
      access: "uploader",
      summary: "Send one picture",
      tags,
      request: { body: { content: { "multipart/form-data": { schema: fileForm } } } },
      responses: {
        202: fileAnswer,
        400: errorAnswer("The file or a parameter is wrong"),
        403: errorAnswer("The set belongs to another account"),
        404: errorAnswer("Unknown upload set"),
        409: errorAnswer("Sent before"),
        413: errorAnswer("The file is too large"),
        415: errorAnswer("Not multipart/form-data"),
      },
    }, async (context, { id }) => {
      const request = context.req.raw;
      if (!isMultipart(request)) throw new ApiError(415, message("uploads.not_multipart"));
      const caller = callerOf(context);
      const refusal = message("uploads.add_refused");
      await requireWriter(context, services, await ownerOf(id), refusal, { isOwnerOnly: true });
      const language = languageOf(context);
      const file = await acceptFile({ request, uploadSetId: id, caller, language }, services, commits);
      return context.json(fileJson(file, viewer(context).base, language), 202);
    });
  }

  router.route({
    method: "post",
    path: "/api/upload_sets/{id:uuid}/complete",
    access: "uploader",
    summary: "Declare that all files were sent, and make the collections",
    tags,
    responses: {
      200: uploadSetAnswer("The upload set"),
      403: errorAnswer("The set belongs to another account"),
      404: errorAnswer("Unknown upload set"),
    },
  }, async (context, { id }) => {
    await requireWriter(context, services, await ownerOf(id), message("uploads.complete_refused"));
    await completeUploadSet(sql, id);
    return context.json(uploadSetJson(await visibleSet(context, id), viewer(context)));
  });

  /** Whether a caller without an account made a set and proves it. */
  async function madeIt(context: RequestContext, id: string): Promise<boolean> {
    const proves = callerOf(context) === null && context.req.header(SECRET_HEADER) !== undefined;
    return proves && !settings.API_READ_ONLY && await isMaker(sql, context, settings, await ownerOf(id));
  }

  async function visibleSet(context: RequestContext, id: string): Promise<UploadSet> {
    const set = await findUploadSet(sql, id, accountId(callerOf(context)));
    if (!set) throw new ApiError(404, message("uploads.set_not_found"));
    return set;
  }

  async function ownerOf(id: string): Promise<Owned> {
    const owner = await findUploadSetOwner(sql, id);
    if (!owner) throw new ApiError(404, message("uploads.unknown_set", { id }));
    return { owner, uploadSet: id };
  }
}

/** PostgreSQL's limit of what an index holds: key and value of a tag have to fit into a part of a page. */
const PROGRAM_LIMIT_EXCEEDED = "54000";

function refuseLongTags(error: { code?: string }): never {
  if (error.code !== PROGRAM_LIMIT_EXCEEDED) throw error;
  throw new ApiError(400, message("tags.too_long"));
}
