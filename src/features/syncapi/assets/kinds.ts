/** The kinds of assets that a camera sends, named like their endpoints in the SyncAPI. */

/** When two uploads of one camera are the same asset. */
export type ReplaceRule = "second" | "night" | "uuid";

interface KindRules {
  /** Its number in the SyncAPI. */
  number: number;
  replace: ReplaceRule;
  medium: "still" | "video";
  /** The retention setting that applies. */
  retention: "images" | "raw" | "videos";
}

/** What cameras send: indi-allsky's number of the kind, what a newer upload replaces, how long it is kept. */
export const KINDS = {
  image: { number: 2, replace: "second", medium: "still", retention: "images" },
  video: { number: 3, replace: "night", medium: "video", retention: "videos" },
  keogram: { number: 4, replace: "night", medium: "still", retention: "videos" },
  startrail: { number: 5, replace: "night", medium: "still", retention: "videos" },
  startrailvideo: { number: 6, replace: "night", medium: "video", retention: "videos" },
  rawimage: { number: 7, replace: "second", medium: "still", retention: "raw" },
  fitsimage: { number: 8, replace: "second", medium: "still", retention: "raw" },
  panoramaimage: { number: 13, replace: "second", medium: "still", retention: "images" },
  panoramavideo: { number: 14, replace: "night", medium: "video", retention: "videos" },
  thumbnail: { number: 15, replace: "uuid", medium: "still", retention: "videos" },
  minivideo: { number: 16, replace: "second", medium: "video", retention: "videos" },
} as const satisfies Record<string, KindRules>;

/** Name of a kind, as in addresses. */
export type Kind = keyof typeof KINDS;

// keys() forgets which names there are.
/** All of them. */
export const KIND_NAMES = Object.keys(KINDS) as Kind[];

/** Whether a part of a path is the name of a kind. */
export function isKind(name: string): name is Kind {
  return Object.hasOwn(KINDS, name);
}

/** The kind with this number; undefined for numbers without files, such as that of cameras. */
export function kindOfNumber(number: number | null | undefined): Kind | undefined {
  return KIND_NAMES.find((kind) => KINDS[kind].number === number);
}
