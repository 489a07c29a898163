export const STORAGE = {} as const;
