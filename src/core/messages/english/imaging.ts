/** Texts of decoding pictures, in English. */
export const IMAGING = {} as const;
