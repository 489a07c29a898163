/** Requests to servers that callers name. */
export {
  AddressRefusedError,
  type GuardedClient,
  openGuardedClient,
  OutgoingError,
  readOutgoingJson,
} from "./guarded_client.ts";
