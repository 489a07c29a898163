import type { SYNCAPI as ENGLISH } from "../english/syncapi.ts";

export const SYNCAPI: Record<keyof typeof ENGLISH, string> = {};
