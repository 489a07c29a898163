import type { WEB as ENGLISH } from "../english/web.ts";

export const WEB: Record<keyof typeof ENGLISH, string> = {};
