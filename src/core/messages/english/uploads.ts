export const UPLOADS = {} as const;
