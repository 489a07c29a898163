export const IMAGING = {} as const;
