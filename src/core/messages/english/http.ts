export const HTTP = {
  "http.try_again_soon": "The server cannot do this right now. Try again soon",
  "http.nested_too_deeply": "Part of the request is nested too deeply",
  "http.body_too_slow": "The body of the request arrived too slowly",
  "http.length_required": "This server limits uploads, so requests need a Content-Length",
  "http.too_much": "Too many requests; try again in {seconds} s",
} as const;
