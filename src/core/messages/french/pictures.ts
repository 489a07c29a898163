import type { PICTURES as ENGLISH } from "../english/pictures.ts";

export const PICTURES: Record<keyof typeof ENGLISH, string> = {};
