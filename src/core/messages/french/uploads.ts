import type { UPLOADS as ENGLISH } from "../english/uploads.ts";

export const UPLOADS: Record<keyof typeof ENGLISH, string> = {};
