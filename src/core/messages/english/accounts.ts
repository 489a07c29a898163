export const ACCOUNTS = {} as const;
