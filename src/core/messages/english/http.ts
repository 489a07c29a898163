export const HTTP = {
  "http.try_again_soon": "The server cannot do this right now. Try again soon",
} as const;
