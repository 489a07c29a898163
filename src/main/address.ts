/** The address to listen on, tried before anything is made: a server that cannot be reached should leave nothing behind. */
import type { Settings } from "../core/settings/mod.ts";
import { messageOf } from "../core/thrown.ts";

type Address = Pick<Settings, "HOST" | "PORT">;

/** Nobody can listen on the address of the settings; the message says why, and what to change. */
export class AddressError extends Error {
  override name = "AddressError";
}

/**
 * Listens on the address of the settings and stops immediately.
 * @throws AddressError when that is impossible
 */
export function tryAddress(address: Address): void {
  try {
    Deno.listen({ hostname: address.HOST, port: address.PORT }).close();
  } catch (cause) {
    throw new AddressError(explain(cause, address), { cause });
  }
}

/** Why listening on an address failed. */
export function explain(cause: unknown, { HOST, PORT }: Address): string {
  if (cause instanceof Deno.errors.AddrInUse) {
    return `Port ${PORT} of ${HOST} is in use; choose another one with --port`;
  }
  if (cause instanceof Deno.errors.AddrNotAvailable) {
    return `HOST should be an address of this machine, such as 127.0.0.1 or 0.0.0.0 (all), got '${HOST}'`;
  }
  if (cause instanceof Deno.errors.PermissionDenied) {
    return `PORT should be one that this user may listen on, got '${PORT}'; ports below 1024 need root or ` +
      "CAP_NET_BIND_SERVICE, or a reverse proxy in front of another port";
  }
  return `Cannot listen on HOST '${HOST}', PORT ${PORT}: ${messageOf(cause)}`;
}
