/** Answers made of one text, which is noted so that it can be kept without reading the answer again. */
import { Buffer } from "node:buffer";

/** What such an answer was made of, whatever part of it the client asked for. */
export interface MadeText {
  text: string;
  /** Those of status 200, without the length. */
  headers: Record<string, string>;
  /** Its strong validator, where it has one. */
  etag?: string;
}

const made = new WeakMap<Response, MadeText>();

/** Notes what an answer was made of. @returns the answer */
export function noteText(response: Response, text: MadeText): Response {
  made.set(response, text);
  return response;
}

/** What a successful answer was made of; undefined where nobody noted it. */
export function textOfAnswer(response: Response): MadeText | undefined {
  return made.get(response);
}

/** A successful answer made of one text. Its length need not be found out by reading it. */
export function textAnswer(text: string, headers: Record<string, string>): Response {
  const length = String(Buffer.byteLength(text));
  return noteText(new Response(text, { headers: { ...headers, "Content-Length": length } }), { text, headers });
}
