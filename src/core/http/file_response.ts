/** Answers a request with a stored file: whole, in part, or not at all when the client has it already (RFC 9110). */
import type { OpenedFile } from "../storage/mod.ts";
import { evaluatePreconditions, ifRangeHolds } from "./conditional.ts";
import { readRange } from "./range.ts";

/**
 * Makes the answer to a GET or HEAD request. It is streamed from the store; at most a small one is held in memory.
 * @param file it is closed after it was sent, when the client disconnects, or immediately if there is nothing to send
 * @param headers of the answer: at least Content-Type; those about versions and lengths are added
 * @returns 200, 206, 304, 412 or 416
 */
export function fileResponse(request: Request, file: OpenedFile, headers: HeadersInit): Response {
  const answer = new Headers(headers);
  answer.set("etag", file.etag);
  answer.set("last-modified", file.modifiedAt.toUTCString());
  answer.set("accept-ranges", "bytes");

  const preconditions = evaluatePreconditions(request.headers, file);
  if (preconditions === "not modified") return withoutContent(304, file, answer);
  if (preconditions === "precondition failed") return withoutContent(412, file, answer);

  // Ranges are defined for GET alone (§14.2).
  const isPartWelcome = request.method === "GET" && ifRangeHolds(request.headers, file);
  const range = isPartWelcome ? readRange(request.headers.get("range"), file.size) : "whole";
  if (range === "unsatisfiable") {
    answer.set("content-range", `bytes */${file.size}`);
    return withoutContent(416, file, answer);
  }
  if (range !== "whole") {
    answer.set("content-range", `bytes ${range.first}-${range.last}/${file.size}`);
    answer.set("content-length", String(range.last - range.first + 1));
    return new Response(file.stream(range), { status: 206, headers: answer });
  }
  answer.set("content-length", String(file.size));
  if (request.method === "HEAD") {
    file.close();
    return new Response(null, { headers: answer });
  }
  return new Response(file.body(), { headers: answer });
}

function withoutContent(status: number, file: OpenedFile, headers: Headers): Response {
  file.close();
  headers.delete("content-type");
  return new Response(null, { status, headers });
}
