/**
 * Who listens to which channel of LISTEN and NOTIFY. The one backend listens for all connections: what one connection no
 * longer wants, others may want.
 */
import { ALL_CHANNELS, type ListenChange } from "./session_changes.ts";

/** @template Listener a connection */
export class Listening<Listener> {
  readonly #channels = new Map<Listener, Set<string>>();
  #hasUnlistened = false;

  /** Takes note of what a connection did. */
  change(listener: Listener, { listens, channel }: ListenChange): void {
    const channels = this.#channels.get(listener) ?? new Set();
    if (listens) this.#channels.set(listener, channels.add(channel));
    else if (channels.size > 0) this.#forget(listener, channels, channel);
  }

  /** Those who listen to a channel. */
  to(channel: string): Listener[] {
    return [...this.#channels].filter(([, channels]) => channels.has(channel)).map(([listener]) => listener);
  }

  /** Statements that make the backend listen to exactly the wanted channels; undefined if it already does. */
  takeRenewal(): string | undefined {
    if (!this.#hasUnlistened) return undefined;
    this.#hasUnlistened = false;
    const wanted = new Set([...this.#channels.values()].flatMap((channels) => [...channels]));
    return `UNLISTEN *${Array.from(wanted, (channel) => `; LISTEN ${quoteIdentifier(channel)}`).join("")}`;
  }

  #forget(listener: Listener, channels: Set<string>, channel: string): void {
    this.#hasUnlistened = true;
    if (channel !== ALL_CHANNELS) channels.delete(channel);
    if (channel === ALL_CHANNELS || channels.size === 0) this.#channels.delete(listener);
  }
}

/** The protocol's own way in SQL: there are no parameters for identifiers. */
function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
