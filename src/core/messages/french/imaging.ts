import type { IMAGING as ENGLISH } from "../english/imaging.ts";

export const IMAGING: Record<keyof typeof ENGLISH, string> = {};
