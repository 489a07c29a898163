/** TLS to the database, by the parameters of libpq's connection URLs (PostgreSQL documentation, 34.1.2 and 34.19). */
import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import { SettingsError } from "../settings/mod.ts";
import { messageOf } from "../thrown.ts";

/** How to encrypt a connection. */
export interface Tls {
  /** Whether to go on without TLS where the server has none. */
  isOptional: boolean;
  /** For the handshake; by default, certificates and the name of the server are verified. */
  options: ConnectionOptions;
}

/** Modes in which any certificate will do: they keep listeners out, not impostors. */
const UNVERIFIED = ["allow", "prefer", "require"];
/** What only this program reads of a URL: postgres.js would send it to the server, which knows no such parameters. */
const CLIENTS_OWN = ["sslrootcert", "sslcert", "sslkey", "channel_binding", "gssencmode"];

/**
 * How a URL wants to be encrypted; undefined when it does not, or wants what only postgres.js itself can do.
 * @throws SettingsError when a certificate or key that it names cannot be read
 */
export function tlsOf(url: string): Tls | undefined {
  const { searchParams } = new URL(withOneHost(url));
  const root = searchParams.get("sslrootcert");
  const mode = searchParams.get("sslmode") ?? searchParams.get("ssl") ??
    (root === "system" ? "verify-full" : undefined);
  const isOff = mode === undefined || mode === "disable" || mode === "false";
  if (isOff || searchParams.get("sslnegotiation") === "direct") return undefined;
  const ca = root === null || root === "system" ? undefined : readPem("sslrootcert", root);
  const options: ConnectionOptions = ca ? { ca } : {};
  for (const [parameter, name] of [["sslcert", "cert"], ["sslkey", "key"]] as const) {
    const path = searchParams.get(parameter);
    if (path !== null) options[name] = readPem(parameter, path);
  }
  // As in libpq, an authority makes `require` verify certificates, but not the name in them.
  if (UNVERIFIED.includes(mode) && !(ca && mode === "require")) options.rejectUnauthorized = false;
  else if (mode === "require" || mode === "verify-ca") options.checkServerIdentity = () => undefined;
  return { isOptional: mode === "prefer", options };
}

/** The URL without the parameters that are not for the server. */
export function urlForServer(url: string): string {
  const start = url.indexOf("?");
  if (start < 0) return url;
  const parameters = new URLSearchParams(url.slice(start));
  for (const name of CLIENTS_OWN) parameters.delete(name);
  return parameters.size > 0 ? `${url.slice(0, start)}?${parameters}` : url.slice(0, start);
}

/** URLs of several hosts are none to `URL`. */
function withOneHost(url: string): string {
  return url.replace(/,[^/]*/, "");
}

function readPem(parameter: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new SettingsError(`DB_URL: the file of ${parameter}, ${path}, cannot be read: ${messageOf(error)}`);
  }
}
