/**
 * What was made without credentials, and by whom. Its maker is known by the secret that its creation returned; clients that
 * send none are known for a day by their address.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Queryable } from "../../core/db/sql.ts";
import { clientAddress } from "../../core/http/client_address.ts";
import type { RequestContext } from "../../core/http/context.ts";
import { foreignOrigin } from "../../core/http/own_origins.ts";
import type { Settings } from "../../core/settings/mod.ts";

/** Header that carries the secret: in the answer to the creation, and in later requests. */
export const SECRET_HEADER = "Upload-Secret";
const SECRET_BYTES = 32;

type MakerSettings = Pick<Settings, "INFRA_NB_PROXIES" | "PUBLIC_URL" | "API_WEBSITE_URL">;

/** An upload set or a collection, by its id. */
export type Made = { uploadSet: string } | { collection: string };

interface MakerRow {
  secret_hash: Uint8Array;
  address: string | null;
  is_recent: boolean;
  is_stale: boolean;
}

/**
 * Remembers that a caller without credentials made something, and answers with the secret by which they may change it later.
 * Addresses that were not used for a day are forgotten.
 */
export async function rememberMaker(
  sql: Queryable,
  context: RequestContext,
  settings: MakerSettings,
  made: Made,
): Promise<void> {
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const uploadSet = "uploadSet" in made ? made.uploadSet : null;
  const collection = "collection" in made ? made.collection : null;
  await sql`
    WITH forgotten AS (
      UPDATE anonymous_makers SET address = NULL
      WHERE address IS NOT NULL AND last_seen_at < now() - make_interval(days => 1)
    )
    INSERT INTO anonymous_makers (upload_set_id, sequence_id, secret_hash, address)
    VALUES (${uploadSet}, ${collection}, ${hashOf(secret)}, ${knownAddress(context, settings) ?? null})`;
  context.header(SECRET_HEADER, secret);
}

/**
 * Whether the caller, who has no credentials, made one of these objects of the default account.
 * @param owner account of the object
 */
export async function isMaker(
  sql: Queryable,
  context: RequestContext,
  settings: MakerSettings,
  { owner, uploadSet, collection }: { owner: string; uploadSet?: string | null; collection?: string | null },
): Promise<boolean> {
  const rows = await sql<MakerRow[]>`
    SELECT m.secret_hash, m.address, m.last_seen_at > now() - make_interval(days => 1) AS is_recent,
      m.last_seen_at < now() - make_interval(hours => 1) AS is_stale
    FROM accounts a, anonymous_makers m
    WHERE a.id = ${owner} AND a.is_default
      AND (m.upload_set_id = ${uploadSet ?? null} OR m.sequence_id = ${collection ?? null})`;
  const secret = context.req.header(SECRET_HEADER);
  if (secret !== undefined && rows.some((row) => timingSafeEqual(row.secret_hash, hashOf(secret)))) return true;
  const address = knownAddress(context, settings);
  const found = address && rows.find((row) => row.is_recent && row.address === address);
  if (!found) return false;
  // Uploads may take days: what counts is the last use, noted once an hour.
  if (found.is_stale) {
    await sql`
      UPDATE anonymous_makers SET last_seen_at = now()
      WHERE upload_set_id = ${uploadSet ?? null} OR sequence_id = ${collection ?? null}`;
  }
  return true;
}

/**
 * The address of the client where it identifies the caller. It does not for requests that pages of other sites make a browser send,
 * nor behind a proxy that the settings do not know of: then all clients share the address of the proxy.
 */
function knownAddress(context: RequestContext, settings: MakerSettings): string | undefined {
  if (foreignOrigin(context, settings) !== undefined) return undefined;
  const isForwarded = ["X-Forwarded-For", "Forwarded"].some((name) => context.req.header(name) !== undefined);
  if (isForwarded && settings.INFRA_NB_PROXIES < 1) return undefined;
  const address = clientAddress(context, settings.INFRA_NB_PROXIES);
  return address === "unknown" ? undefined : address;
}

function hashOf(secret: string): Uint8Array {
  return createHash("sha256").update(secret).digest();
}
