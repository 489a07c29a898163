export const SYNCAPI = {} as const;
