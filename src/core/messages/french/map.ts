import type { MAP as ENGLISH } from "../english/map.ts";

export const MAP: Record<keyof typeof ENGLISH, string> = {};
