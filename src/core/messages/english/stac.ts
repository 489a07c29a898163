export const STAC = {} as const;
