/** How a connection starts: a client may ask for encryption, then says what it wants, and is let in. */
import { ProtocolError } from "./message_reader.ts";
import {
  Backend,
  concatenate,
  IDLE,
  message,
  parameterStatus,
  readText,
  readUint32,
  readyForQuery,
  terminated,
  uint32s,
} from "./wire_protocol.ts";

const SSL_REQUEST = 80877103;
const GSS_ENCRYPTION_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;
const MAJOR_VERSION = 3;

/** What a first packet asks for. */
export type StartupRequest =
  | { kind: "encryption" }
  /** Not possible here: the one backend cannot be interrupted. */
  | { kind: "cancel" }
  | { kind: "start"; minorVersion: number; parameters: Map<string, string> };

/**
 * Reads a first packet.
 * @throws ProtocolError for protocols that are not spoken here
 */
export function readStartupPacket(packet: Uint8Array): StartupRequest {
  if (packet.length < 8) throw new ProtocolError("08P01", "invalid startup packet");
  const code = readUint32(packet, 4);
  if (code === SSL_REQUEST || code === GSS_ENCRYPTION_REQUEST) return { kind: "encryption" };
  if (code === CANCEL_REQUEST) return { kind: "cancel" };
  if (code >>> 16 !== MAJOR_VERSION) {
    throw new ProtocolError("0A000", `unsupported frontend protocol ${code >>> 16}.${code & 0xffff}`);
  }
  return { kind: "start", minorVersion: code & 0xffff, parameters: readParameters(packet) };
}

function readParameters(packet: Uint8Array): Map<string, string> {
  const parameters = new Map<string, string>();
  for (let offset = 8; packet[offset];) {
    const name = readText(packet, offset);
    const value = readText(packet, name.end + 1);
    parameters.set(name.text, value.text);
    offset = value.end + 1;
  }
  return parameters;
}

/** The answer to a request for encryption: a socket that only its owner can open needs none. */
export const NO_ENCRYPTION = new TextEncoder().encode("N");

/**
 * All that is answered to a client that is let in.
 * @param connection number of the connection, sent as the process id
 */
export function welcome(
  request: StartupRequest & { kind: "start" },
  connection: number,
  serverVersion: string,
): Uint8Array {
  const reported = {
    server_version: serverVersion,
    server_encoding: "UTF8",
    client_encoding: "UTF8",
    application_name: request.parameters.get("application_name") ?? "",
    DateStyle: "ISO, MDY",
    IntervalStyle: "postgres",
    // Whatever the client asks for: one backend has one time zone.
    TimeZone: "UTC",
    integer_datetimes: "on",
    is_superuser: "on",
    session_authorization: "postgres",
    standard_conforming_strings: "on",
    default_transaction_read_only: request.parameters.get("default_transaction_read_only") ?? "off",
  };
  return concatenate([
    ...negotiateVersion(request),
    message(Backend.AuthenticationOk, uint32s(0)),
    ...Object.entries(reported).map(([name, value]) => parameterStatus(name, value)),
    message(Backend.BackendKeyData, uint32s(connection, 0)),
    readyForQuery(IDLE),
  ]);
}

/** Newer clients may ask for a minor version or for options of the protocol; the answer is that there are none. */
function negotiateVersion({ minorVersion, parameters }: StartupRequest & { kind: "start" }): Uint8Array[] {
  const options = [...parameters.keys()].filter((name) => name.startsWith("_pq_."));
  if (minorVersion === 0 && options.length === 0) return [];
  const body = concatenate([uint32s(0, options.length), ...options.map(terminated)]);
  return [message(Backend.NegotiateProtocolVersion, body)];
}
