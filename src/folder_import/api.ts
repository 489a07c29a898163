/** The API of this instance, called within the process: imported pictures go through the very same checks. */
import { signToken } from "../features/accounts/mod.ts";
import { createApp } from "../main/app.ts";
import type { Services } from "../core/services.ts";

const HERE = "http://localhost";
const LOOPBACK = "127.0.0.1";

/** An answer of the API. */
export interface Answer {
  status: number;
  // deno-lint-ignore no-explicit-any
  body: any;
}

/** Calls the API in the name of one account. */
export class LocalApi {
  readonly #app: ReturnType<typeof createApp>["app"];
  readonly #authorization: Promise<string>;

  /**
   * @param services with a secret key
   * @param tokenId id of a token of the account
   */
  constructor(services: Services & { secretKey: Uint8Array<ArrayBuffer> }, tokenId: string) {
    this.#app = createApp(services).app;
    this.#authorization = signToken(tokenId, services.secretKey).then((token) => `Bearer ${token}`);
  }

  /** Sends JSON, or nothing. */
  send(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.#fetch(path, {
      method,
      ...(body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    });
  }

  /** Sends a file of the disk as the field `file` of a form, as a stream. */
  async sendFile(path: string, name: string, file: string): Promise<Answer> {
    const boundary = `panoramax-${crypto.randomUUID()}`;
    return await this.#fetch(path, {
      method: "POST",
      headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` },
      body: ReadableStream.from(multipart(boundary, name, file)),
    });
  }

  async #fetch(path: string, init: RequestInit): Promise<Answer> {
    const request = new Request(HERE + path, init);
    request.headers.set("Authorization", await this.#authorization);
    const response = await this.#app.fetch(request, { remoteAddress: LOOPBACK });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  }
}

/** A form with one file (RFC 7578); quotes and line ends of the name are escaped as browsers do. */
async function* multipart(boundary: string, name: string, file: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const escaped = name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const encoder = new TextEncoder();
  yield encoder.encode(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${escaped}"\r\n` +
      "Content-Type: image/jpeg\r\n\r\n",
  );
  yield* (await Deno.open(file)).readable;
  yield encoder.encode(`\r\n--${boundary}--\r\n`);
}
