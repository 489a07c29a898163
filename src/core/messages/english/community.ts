export const COMMUNITY = {} as const;
