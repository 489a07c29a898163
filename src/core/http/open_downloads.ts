/** Answers that may take hours, each with a file open on the server: how many of them may be under way at a time. */
import { message } from "../messages/mod.ts";
import type { Settings } from "../settings/mod.ts";
import { clientAddress } from "./client_address.ts";
import { callerOf, type RequestContext } from "./context.ts";
import { ApiError } from "./errors.ts";

/** How many downloads may be under way. */
export interface DownloadLimits {
  /** Of one account, or of one network without an account. */
  perClient: number;
  total: number;
}

/** Counts the downloads that are under way in this process. */
export class OpenDownloads {
  readonly #limits: DownloadLimits;
  readonly #byClient = new Map<string, number>();
  #total = 0;

  constructor(limits: DownloadLimits) {
    this.#limits = limits;
  }

  /**
   * A stream that counts as under way until it ends, fails or is cancelled.
   * @param client who asks, see `clientOf()`
   * @throws ApiError 429 when too many are under way
   */
  begin(client: string, content: () => ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    const own = this.#byClient.get(client) ?? 0;
    if (own >= this.#limits.perClient || this.#total >= this.#limits.total) {
      throw new ApiError(429, message("http.too_many_downloads"));
    }
    const reader = content().getReader();
    this.#byClient.set(client, own + 1);
    this.#total++;
    let isOpen = true;
    const end = () => {
      if (isOpen) this.#end(client);
      isOpen = false;
    };
    return new ReadableStream({
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
        } catch (error) {
          end();
          throw error;
        }
        end();
        controller.close();
      },
      async cancel(reason) {
        end();
        // An archive throws the reason back.
        await reader.cancel(reason).catch(() => {});
      },
    }, { highWaterMark: 0 });
  }

  #end(client: string): void {
    const left = (this.#byClient.get(client) ?? 1) - 1;
    if (left > 0) this.#byClient.set(client, left);
    else this.#byClient.delete(client);
    this.#total--;
  }
}

/** Whose downloads are counted together: those of the account, or else of the network. */
export function clientOf(context: RequestContext, { INFRA_NB_PROXIES }: Pick<Settings, "INFRA_NB_PROXIES">): string {
  return callerOf(context)?.id ?? clientAddress(context, INFRA_NB_PROXIES);
}
