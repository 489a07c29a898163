import type { IMAGING as ENGLISH } from "../english/imaging.ts";

/** Texts of decoding pictures, in French. */
export const IMAGING: Record<keyof typeof ENGLISH, string> = {};
