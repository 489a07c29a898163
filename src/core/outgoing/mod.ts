/** Requests to servers that callers name. */
export { AddressRefusedError, type GuardedClient, openGuardedClient, OutgoingError } from "./guarded_client.ts";
export { readOutgoingJson } from "./json.ts";
