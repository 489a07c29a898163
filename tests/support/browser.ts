/** A client that keeps cookies and follows redirections one by one, as a browser does. */
import assert from "node:assert/strict";
import { present } from "./present.ts";

/** A redirection that was followed, or the last answer. */
export interface Step {
  status: number;
  /** Path of the request, without its query. */
  path: string;
  url: string;
}

const MOST_REDIRECTIONS = 10;

export class Browser {
  /** Cookies by origin and name, as they came. */
  readonly cookies = new Map<string, Map<string, string>>();

  readonly #headers: Record<string, string>;

  /** @param headers sent with every request, such as those that tell a browser from other clients */
  constructor(readonly home: string, headers: Record<string, string> = {}) {
    this.#headers = headers;
  }

  /** One request; redirections are not followed. */
  async send(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address, this.home);
    const cookies = this.#cookiesOf(url.origin);
    const headers = new Headers({ ...this.#headers, ...Object.fromEntries(new Headers(init.headers)) });
    if (cookies.size > 0) headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = present(/^([^=]+)=([^;]*)/.exec(cookie), cookie);
      if (/;\s*max-age=0/i.test(cookie)) cookies.delete(present(name));
      else cookies.set(present(name), present(value));
    }
    return response;
  }

  /** Goes somewhere, wherever that leads. @returns the last answer, and all steps up to it */
  async visit(address: string, init: RequestInit = {}): Promise<{ response: Response; steps: Step[] }> {
    const steps: Step[] = [];
    let url = new URL(address, this.home);
    let request = init;
    while (steps.length <= MOST_REDIRECTIONS) {
      const response = await this.send(url.href, request);
      steps.push({ status: response.status, path: url.pathname, url: url.href });
      const location = response.headers.get("Location");
      if (location === null) return { response, steps };
      await response.body?.cancel();
      url = new URL(location, url);
      request = { headers: init.headers };
    }
    return assert.fail(`Redirected for ever: ${JSON.stringify(steps, null, 2)}`);
  }

  /** Sends a form. */
  submit(address: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(address, { method: "POST", body: new URLSearchParams(fields), headers });
  }

  /** The value of a cookie of the home server. */
  cookie(name: string): string | undefined {
    return this.#cookiesOf(new URL(this.home).origin).get(name);
  }

  setCookie(name: string, value: string): void {
    this.#cookiesOf(new URL(this.home).origin).set(name, value);
  }

  /** Another browser with the same cookies: what somebody has who copied them. */
  copy(): Browser {
    const copy = new Browser(this.home, this.#headers);
    for (const [origin, cookies] of this.cookies) copy.cookies.set(origin, new Map(cookies));
    return copy;
  }

  #cookiesOf(origin: string): Map<string, string> {
    const cookies = this.cookies.get(origin) ?? new Map<string, string>();
    this.cookies.set(origin, cookies);
    return cookies;
  }
}
