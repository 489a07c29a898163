export const JOBS = {} as const;
