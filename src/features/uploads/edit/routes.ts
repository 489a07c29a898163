/** `PATCH` and `DELETE /api/upload_sets/:id`. */
import { requireWriter } from "../../accounts/mod.ts";
import { accountId } from "../../../core/http/account.ts";
import { baseUrl } from "../../../core/http/base_url.ts";
import { callerOf } from "../../../core/http/context.ts";
import { errorAnswer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { readJsonIfAny } from "../../../core/http/json_body.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import { uploadSetAnswer } from "../documentation.ts";
import { uploadSetJson } from "../json.ts";
import { readUploadSetChanges, uploadSetChanges } from "../parameters.ts";
import { findUploadSet, findUploadSetOwner, letsOthersEdit } from "../queries.ts";
import { editUploadSet, removeUploadSet, unknownSet } from "./edit_upload_set.ts";

const tags = ["Upload sets"];

/** Changing and deleting upload sets. */
export function uploadSetEditRoutes(router: Router, services: Services): void {
  const { settings, sql } = services;

  router.route({
    method: "patch",
    path: "/api/upload_sets/{id:uuid}",
    access: "uploader",
    summary: "Change how a set is dispatched, its tags, or who may see it",
    tags,
    request: { body: { content: { "application/json": { schema: uploadSetChanges } } } },
    responses: {
      200: uploadSetAnswer("The upload set"),
      400: errorAnswer("A field is wrong or cannot be changed"),
      403: errorAnswer("The set belongs to another account; only its owner may change more than tags"),
      404: errorAnswer("Unknown, or not visible to the caller"),
      415: errorAnswer("Not JSON"),
    },
  }, async (context, { id }) => {
    const body = await readJsonIfAny(context);
    if (body === undefined || body === null) {
      throw new ApiError(415, message("uploads.update_not_json"));
    }
    const changes = readUploadSetChanges(body, settings);
    const caller = callerOf(context);
    const owner = await findUploadSetOwner(sql, id);
    if (!owner) throw unknownSet();
    const given = Object.keys(body);
    const isOnlyTags = given.length === 0 || (given.length === 1 && given[0] === "semantics");
    // Tags are for others too, where the owner lets them.
    const takesPart = caller !== null && isOnlyTags && (given.length === 0 || await letsOthersEdit(sql, owner));
    if (!takesPart) {
      await requireWriter(context, services, { owner, uploadSet: id }, message("uploads.update_refused"));
    }
    // Whoever may hide a set may still see what became of it; tags are for those who see it.
    const seenBy = isOnlyTags ? accountId(caller) : owner;
    if (!await findUploadSet(sql, id, seenBy)) throw unknownSet();
    if (given.length > 0) await editUploadSet(sql, id, changes, accountId(caller));
    const after = await findUploadSet(sql, id, seenBy);
    if (!after) throw unknownSet();
    const viewer = {
      base: baseUrl(context),
      caller,
      isReadOnly: settings.API_READ_ONLY,
    };
    return context.json(uploadSetJson(after, viewer));
  });

  router.route({
    method: "delete",
    path: "/api/upload_sets/{id:uuid}",
    access: "uploader",
    summary: "Delete an upload set with its pictures and collections",
    tags,
    responses: {
      204: { description: "Deleted" },
      403: errorAnswer("The set belongs to another account"),
      404: errorAnswer("Unknown, or not visible to the caller"),
    },
  }, async (context, { id }) => {
    const set = await findUploadSet(sql, id, accountId(callerOf(context)));
    if (!set) throw new ApiError(404, message("uploads.unknown_set", { id }));
    await requireWriter(
      context,
      services,
      { owner: set.account_id, uploadSet: id },
      message("uploads.delete_refused"),
    );
    await removeUploadSet(sql, id);
    return context.body(null, 204);
  });
}
