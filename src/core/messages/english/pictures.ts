export const PICTURES = {} as const;
