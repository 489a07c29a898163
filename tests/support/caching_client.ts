/** A client that keeps answers as browsers and proxies do (RFC 9111), and uses them as long as it may. */
import { Buffer } from "node:buffer";

export interface Kept {
  status: number;
  /** The body as text of one byte a character. */
  text: string;
}

export class CachingClient {
  readonly #kept = new Map<string, { answer: Kept; headers: Headers; since: number }>();

  constructor(readonly base: string) {}

  /** GET: out of what was kept where that is allowed, or not modified; else of the server. */
  async get(path: string): Promise<Kept> {
    const known = this.#kept.get(path);
    if (known && Date.now() - known.since < freshFor(known.headers)) return known.answer;
    const headers = new Headers();
    const etag = known?.headers.get("ETag"), modified = known?.headers.get("Last-Modified");
    if (etag) headers.set("If-None-Match", etag);
    if (modified) headers.set("If-Modified-Since", modified);
    const response = await fetch(this.base + path, { headers });
    const text = Buffer.from(await response.bytes()).toString("latin1");
    if (response.status === 304 && known) return known.answer;
    const answer = { status: response.status, text };
    if (/no-store/.test(response.headers.get("Cache-Control") ?? "")) this.#kept.delete(path);
    else this.#kept.set(path, { answer, headers: response.headers, since: Date.now() });
    return answer;
  }
}

/** Milliseconds for which an answer may be used without asking again: said, or a tenth of its age (RFC 9111 section 4.2.2). */
function freshFor(headers: Headers): number {
  const control = headers.get("Cache-Control") ?? "";
  if (/no-cache|no-store/.test(control)) return 0;
  const said = /max-age=(\d+)/.exec(control)?.[1];
  if (said) return Number(said) * 1000;
  const modified = Date.parse(headers.get("Last-Modified") ?? "");
  return Number.isNaN(modified) ? 0 : (Date.now() - modified) / 10;
}
