/** Links that tell known callers what they may do with an object; the only links with a `method`. */
import { mayWrite } from "../accounts/mod.ts";
import type { JsonContext } from "./json_context.ts";
import { type Link, MEDIA_TYPES } from "./links.ts";

/** Whose the object is, and whether the owner lets others edit. */
export interface Ownership {
  account_id: string;
  is_collaborative: boolean;
}

/** Attributes that may be edited, in alphabetical order, as they are shown. */
interface EditableAttributes {
  collaborator: string[];
  owner: string[];
}

const COLLECTION: EditableAttributes = {
  collaborator: ["relative_heading", "semantics", "sortby"],
  owner: ["relative_heading", "semantics", "sortby", "title", "visibility"],
};
const ITEM: EditableAttributes = {
  collaborator: ["capture_time", "heading", "latitude", "longitude", "semantics"],
  owner: ["capture_time", "heading", "latitude", "longitude", "semantics", "visibility"],
};

/** What the caller may do with a collection. */
export function collectionPermissionLinks(ownership: Ownership, href: string, context: JsonContext): Link[] {
  return editLinks(COLLECTION, ownership, href, context);
}

/** What the caller may do with an item. */
export function itemPermissionLinks(ownership: Ownership, href: string, context: JsonContext): Link[] {
  const links = editLinks(ITEM, ownership, href, context);
  if (links.length === 0) return links;
  return [...links, {
    rel: "add_annotation",
    type: MEDIA_TYPES.json,
    method: "POST",
    href: `${href}/annotations`,
  }];
}

function editLinks(attributes: EditableAttributes, ownership: Ownership, href: string, context: JsonContext): Link[] {
  const { caller, instance } = context;
  if (!caller || instance.isReadOnly) return [];
  const isEditor = mayWrite(caller, ownership.account_id);
  if (!isEditor && !ownership.is_collaborative) return [];
  const editable = isEditor ? attributes.owner : attributes.collaborator;
  const edit: Link = { rel: "edit", type: MEDIA_TYPES.json, method: "PATCH", href, attributes: editable };
  return isEditor ? [{ rel: "delete", type: MEDIA_TYPES.json, method: "DELETE", href }, edit] : [edit];
}
