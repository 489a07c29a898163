import type { COMMUNITY as ENGLISH } from "../english/community.ts";

export const COMMUNITY: Record<keyof typeof ENGLISH, string> = {};
