/** Whose a picture is that somebody wants to change. */
import type { Queryable } from "../../../../core/db/sql.ts";
import type { Account } from "../../../../core/http/account.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { message } from "../../../../core/messages/mod.ts";
import { mayWrite } from "../../../accounts/mod.ts";
import type { Ownership } from "../../permission_links.ts";
import { privilegedViewerOf } from "../../visibility.ts";
import { findPictureOwnership } from "./queries.ts";

/** A picture, and the sequence under which it was asked for. */
export interface ItemAddress {
  id: string;
  collection: string;
}

/** @throws ApiError 404 when the caller sees no such picture in that collection */
export async function visiblePicture(
  sql: Queryable,
  { id, collection }: ItemAddress,
  caller: Account,
): Promise<Ownership> {
  const picture = await findPictureOwnership(sql, id, privilegedViewerOf(caller), collection);
  if (!picture) throw new ApiError(404, message("pictures.not_in_database", { id }));
  return picture;
}

/** @throws ApiError as `visiblePicture()`, and 403 when the picture belongs to another account */
export async function requireOwn(sql: Queryable, address: ItemAddress, caller: Account): Promise<void> {
  const { account_id } = await visiblePicture(sql, address, caller);
  if (!mayWrite(caller, account_id)) throw new ApiError(403, message("stac.picture_of_others"));
}
