/** The JSON of upload sets and their files. Null fields are left out. */
import type { Account } from "../../core/http/account.ts";
import { mayWrite } from "../accounts/mod.ts";
import { isoZulu } from "../../core/db/timestamps.ts";
import { type AssociatedCollection, isCollectionReady, isUploadSetReady, type UploadSet } from "./upload_set.ts";
import { errorInLanguage } from "../jobs/mod.ts";
import type { ListedFileRow, UploadedFileRow } from "./file_queries.ts";
import { Pace } from "../../core/pace.ts";
import { rejectionJson } from "./rejection.ts";
import type { Language } from "../../core/messages/mod.ts";

const EDITABLE = [
  "sort_method",
  "no_split",
  "split_distance",
  "split_time",
  "no_deduplication",
  "duplicate_distance",
  "duplicate_rotation",
  "semantics",
  "relative_heading",
  "visibility",
];

/** What an answer depends on in addition to the object itself. */
export interface Viewer {
  /** Address of this server as the caller sees it. */
  base: string;
  caller: Account | null;
  isReadOnly: boolean;
}

/** The upload set object. */
export function uploadSetJson(set: UploadSet, viewer: Viewer) {
  const { associated_collections, created_at, ...fields } = set;
  return withoutNulls({
    ...fields,
    created_at: isoZulu(created_at),
    associated_collections: associated_collections.map((collection) => collectionJson(collection, viewer)),
    links: uploadSetLinks(set, viewer),
    ready: isUploadSetReady(set),
  });
}

function collectionJson(collection: AssociatedCollection, { base }: Viewer) {
  const { id, title, nb_items, min_ts, max_ts, items_status } = collection;
  return withoutNulls({
    id,
    nb_items,
    extent: { temporal: { interval: [[min_ts && isoZulu(min_ts), max_ts && isoZulu(max_ts)]] } },
    title,
    items_status,
    links: [{ rel: "self", type: "application/json", href: `${base}/api/collections/${id}` }],
    ready: isCollectionReady(collection),
  });
}

/** What the viewer may do with a set. */
export function uploadSetLinks(set: Pick<UploadSet, "id" | "account_id">, { base, caller, isReadOnly }: Viewer) {
  const type = "application/json";
  const href = `${base}/api/upload_sets/${set.id}`;
  const self = { rel: "self", type, href };
  if (!caller || isReadOnly) return [self];
  if (!mayWrite(caller, set.account_id)) {
    return [self, { rel: "edit", type, href, method: "PATCH", attributes: ["semantics"] }];
  }
  return [
    self,
    { rel: "edit", type, href, method: "PATCH", attributes: EDITABLE },
    { rel: "add_files", type, href: `${href}/files`, method: "POST" },
    { rel: "complete", type, href: `${href}/complete`, method: "POST" },
    { rel: "delete", type, href, method: "DELETE" },
  ];
}

/** The object of one file. */
export function fileJson(file: UploadedFileRow, base: string, language: Language) {
  const { picture_id, file_name, content_md5, inserted_at, file_type, size } = file;
  return withoutNulls({
    picture_id,
    file_name,
    content_md5: content_md5?.replaceAll("-", "") ?? null,
    inserted_at: isoZulu(inserted_at),
    file_type,
    size,
    links: [{ rel: "parent", type: "application/json", href: `${base}/api/upload_sets/${file.upload_set_id}` }],
    rejected: rejectionJson(file, language),
    warnings: file.warnings,
  });
}

/** How to show files. */
export interface FilesView {
  /** The server's own address. */
  base: string;
  language: Language;
  /** Whether the viewer may know which picture a file became, and how its processing went. */
  showsPictures: boolean;
}

/** The list of files as JSON text: that of 20,000 takes long enough that other requests have their turn meanwhile. */
export async function filesText(
  uploadSetId: string,
  files: ListedFileRow[],
  { base, language, showsPictures }: FilesView,
): Promise<string> {
  const pace = new Pace();
  const texts: string[] = [];
  for (const file of files) {
    const shown = showsPictures
      ? { ...fileJson(file, base, language), ...processingJson(file, language) }
      : fileJson({ ...file, picture_id: null }, base, language);
    texts.push(JSON.stringify(shown));
    if (pace.isOver()) await pace.rest();
  }
  const links = [{ rel: "self", type: "application/json", href: `${base}/api/upload_sets/${uploadSetId}` }];
  return `{"files":[${texts.join()}],"links":${JSON.stringify(links)}}`;
}

/** Of a picture that could not be prepared, or is to be tried again. */
function processingJson(file: ListedFileRow, language: Language) {
  const error = errorInLanguage(file, language), isBroken = file.preparing_status === "broken";
  if (file.preparing_status === "prepared" || (!isBroken && error === null)) return {};
  return {
    processing: withoutNulls({ status: file.is_queued ? "waiting" : "broken", error, collection_id: file.sequence_id }),
  };
}

/** Fields that are null are left out of all answers about uploads. */
export function withoutNulls<T extends Record<string, unknown>>(object: T): Partial<T> {
  const kept = Object.entries(object).filter(([, value]) => value !== null && value !== undefined);
  // The same fields, some of them left out.
  return Object.fromEntries(kept) as Partial<T>;
}
