import type { STORAGE as ENGLISH } from "../english/storage.ts";

export const STORAGE: Record<keyof typeof ENGLISH, string> = {};
