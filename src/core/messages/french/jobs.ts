import type { JOBS as ENGLISH } from "../english/jobs.ts";

export const JOBS: Record<keyof typeof ENGLISH, string> = {};
