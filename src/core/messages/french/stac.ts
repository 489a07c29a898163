import type { STAC as ENGLISH } from "../english/stac.ts";

export const STAC: Record<keyof typeof ENGLISH, string> = {};
