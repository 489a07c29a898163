/** Answers that may take hours, each with a file open on the server: how many of them may be under way at a time. */
import { message } from "../messages/mod.ts";
import type { Settings } from "../settings/mod.ts";
import type { SharedTable, Team } from "../threads/mod.ts";
import { clientAddress } from "./client_address.ts";
import { callerOf, type RequestContext } from "./context.ts";
import { ApiError } from "./errors.ts";

/** How many downloads may be under way. */
export interface DownloadLimits {
  /** Of one account, or of one network without an account. */
  perClient: number;
  total: number;
}

/** The only field: how many downloads a client has. */
const OPEN = 0;
const FIELDS = 1;
/** Rows for each download, so that hardly any two compete for one. */
const ROWS_EACH = 8;

/** Counts the downloads that are under way in this process, in all its threads. */
export class OpenDownloads {
  readonly #limits: DownloadLimits;
  readonly #byClient: SharedTable;
  readonly #total: Int32Array;

  constructor(limits: DownloadLimits, { table, numbers }: Pick<Team, "table" | "numbers">) {
    this.#limits = limits;
    this.#byClient = table("open downloads", { rows: ROWS_EACH * limits.total, fields: FIELDS });
    this.#total = numbers("open downloads of all", 1);
  }

  /**
   * A stream that counts as under way until it ends, fails or is cancelled.
   * @param client who asks, see `clientOf()`
   * @throws ApiError 429 when too many are under way
   */
  begin(client: string, content: () => ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    if (!this.#count(client)) throw new ApiError(429, message("http.too_many_downloads"));
    let isOpen = true;
    const end = () => {
      if (isOpen) this.#end(client);
      isOpen = false;
    };
    let reader: ReadableStreamDefaultReader<Uint8Array>;
    try {
      reader = content().getReader();
    } catch (error) {
      end();
      throw error;
    }
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

  /** Counts one more, unless there are too many. */
  #count(client: string): boolean {
    return this.#byClient.use(client, (row) => {
      const isFree = row.get(OPEN) < this.#limits.perClient && Atomics.load(this.#total, 0) < this.#limits.total;
      if (isFree) {
        row.add(OPEN, 1);
        Atomics.add(this.#total, 0, 1);
      }
      row.isKept = row.get(OPEN) > 0;
      return isFree;
    });
  }

  #end(client: string): void {
    this.#byClient.use(client, (row) => {
      row.add(OPEN, -1);
      row.isKept = row.get(OPEN) > 0;
    });
    Atomics.sub(this.#total, 0, 1);
  }
}

/** Whose downloads are counted together: those of the account, or else of the network. */
export function clientOf(context: RequestContext, { INFRA_NB_PROXIES }: Pick<Settings, "INFRA_NB_PROXIES">): string {
  return callerOf(context)?.id ?? clientAddress(context, INFRA_NB_PROXIES);
}
