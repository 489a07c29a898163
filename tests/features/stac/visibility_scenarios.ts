/** What not everybody may see: each is one object, with who is shown it by every route that could. */
import { type SequenceSeed, uuid } from "./seeds.ts";

export const ROLES = ["anonymous", "camille", "bob", "admin"] as const;
export type Sees = Record<(typeof ROLES)[number], boolean>;

export const everybody: Sees = { anonymous: true, camille: true, bob: true, admin: true };
export const nobody: Sees = { anonymous: false, camille: false, bob: false, admin: false };
export const known: Sees = { ...everybody, anonymous: false };
export const owner: Sees = { ...nobody, bob: true };
export const ownerAndAdmin: Sees = { ...owner, admin: true };

export const SEQUENCE = uuid(1), HIDDEN = uuid(11), SHOWN = uuid(12);

export interface Scenario {
  name: string;
  /** Of the sequence; its two pictures are HIDDEN and SHOWN. */
  sequence?: Partial<SequenceSeed>;
  /** Of the picture HIDDEN. */
  picture?: Record<string, unknown>;
  list: Sees;
  collection: Sees;
  status: Sees;
  items: Sees;
  /** HIDDEN among the items, in the status and by its own routes. */
  itemOfList: Sees;
  itemOfStatus: Sees;
  item: Sees;
  search: Sees;
  /** The catalog, collection and export of its owner. */
  ownersLists: Sees;
  /** Files of HIDDEN. */
  files: Sees;
  /** Whose thumbnail of the collection is that of HIDDEN, where that differs from `files`. */
  thumbnail?: Sees;
  /** Others learn that there is something (403), since the item is shown to them or was. */
  filesAreRefused?: true;
}

/** What everybody sees of a picture whose files are not there. */
const WITHOUT_FILES: Omit<Scenario, "name"> = {
  list: everybody,
  collection: everybody,
  status: everybody,
  items: everybody,
  itemOfList: owner,
  itemOfStatus: everybody,
  item: everybody,
  search: nobody,
  ownersLists: everybody,
  files: ownerAndAdmin,
  thumbnail: owner,
  filesAreRefused: true,
};

export const SCENARIOS: Scenario[] = [
  {
    name: "everything public",
    list: everybody,
    collection: everybody,
    status: everybody,
    items: everybody,
    itemOfList: everybody,
    itemOfStatus: everybody,
    item: everybody,
    search: everybody,
    ownersLists: everybody,
    files: everybody,
  },
  {
    name: "owner-only sequence",
    sequence: { visibility: "owner-only" },
    list: ownerAndAdmin,
    collection: ownerAndAdmin,
    status: owner,
    items: owner,
    itemOfList: owner,
    itemOfStatus: owner,
    item: ownerAndAdmin,
    search: owner,
    ownersLists: ownerAndAdmin,
    files: ownerAndAdmin,
  },
  {
    name: "logged-only sequence",
    sequence: { visibility: "logged-only" },
    list: known,
    collection: known,
    status: known,
    items: known,
    itemOfList: known,
    itemOfStatus: known,
    item: known,
    search: known,
    ownersLists: known,
    files: known,
  },
  {
    name: "sequence without visibility",
    sequence: { visibility: null },
    list: everybody,
    collection: everybody,
    status: everybody,
    items: everybody,
    itemOfList: everybody,
    itemOfStatus: everybody,
    item: everybody,
    search: everybody,
    ownersLists: everybody,
    files: everybody,
  },
  {
    name: "sequence that is not ready",
    sequence: { status: "waiting-for-process" },
    list: nobody,
    collection: everybody,
    status: everybody,
    items: owner,
    itemOfList: owner,
    itemOfStatus: everybody,
    item: everybody,
    search: nobody,
    ownersLists: owner,
    files: ownerAndAdmin,
    filesAreRefused: true,
  },
  {
    name: "deleted sequence",
    sequence: { status: "deleted" },
    list: nobody,
    collection: nobody,
    status: nobody,
    items: nobody,
    itemOfList: nobody,
    itemOfStatus: nobody,
    item: nobody,
    search: nobody,
    ownersLists: nobody,
    files: nobody,
  },
  {
    name: "sequence hidden by an older version",
    sequence: { status: "hidden" },
    list: nobody,
    collection: ownerAndAdmin,
    status: owner,
    items: owner,
    itemOfList: owner,
    itemOfStatus: owner,
    item: ownerAndAdmin,
    search: nobody,
    ownersLists: owner,
    files: ownerAndAdmin,
    filesAreRefused: true,
  },
  {
    name: "owner-only picture",
    picture: { visibility: "owner-only" },
    list: everybody,
    collection: everybody,
    status: everybody,
    items: everybody,
    itemOfList: ownerAndAdmin,
    itemOfStatus: owner,
    item: ownerAndAdmin,
    search: owner,
    ownersLists: everybody,
    files: ownerAndAdmin,
  },
  {
    name: "logged-only picture",
    picture: { visibility: "logged-only" },
    list: everybody,
    collection: everybody,
    status: everybody,
    items: everybody,
    itemOfList: known,
    itemOfStatus: known,
    item: known,
    search: known,
    ownersLists: everybody,
    files: known,
  },
  {
    name: "picture hidden by an older version",
    picture: { status: "hidden" },
    list: everybody,
    collection: everybody,
    status: everybody,
    items: everybody,
    itemOfList: ownerAndAdmin,
    itemOfStatus: owner,
    item: ownerAndAdmin,
    search: nobody,
    ownersLists: everybody,
    files: ownerAndAdmin,
    thumbnail: owner,
    filesAreRefused: true,
  },
  {
    name: "picture that is not processed",
    picture: { status: "waiting-for-process", preparingStatus: "not-processed" },
    ...WITHOUT_FILES,
  },
  {
    name: "broken picture",
    picture: { status: "broken", preparingStatus: "broken" },
    ...WITHOUT_FILES,
  },
  {
    name: "picture that is about to be deleted",
    picture: { status: "waiting-for-delete" },
    list: everybody,
    collection: everybody,
    status: everybody,
    items: everybody,
    itemOfList: nobody,
    itemOfStatus: nobody,
    item: nobody,
    search: nobody,
    ownersLists: everybody,
    files: nobody,
  },
];
