export const HTTP = {
  "http.try_again_soon": "The server cannot do this right now. Try again soon",
  "http.nested_too_deeply": "Part of the request is nested too deeply",
} as const;
