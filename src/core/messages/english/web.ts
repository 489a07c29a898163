export const WEB = {} as const;
