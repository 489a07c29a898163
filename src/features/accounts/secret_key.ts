/** The key that signs tokens and sessions: given by `FLASK_SECRET_KEY`, else made once and kept in the data folder. */
import { dirname, join } from "node:path";
import { ApiError } from "../../core/http/errors.ts";
import { hexOf } from "../../core/hex.ts";
import { message } from "../../core/messages/mod.ts";
import { type Settings, SettingsError } from "../../core/settings/mod.ts";

const NAME = "secret_key";
const BYTES = 32;

/**
 * The key of the instance. On a first start it is made and written, readable by its owner only.
 *
 * With a database of its own (`DB_URL`) an instance may have several servers; they must share one key, so none is
 * generated there.
 * @throws SettingsError when there is no key and none may be made
 */
export async function readSecretKey(
  settings: Pick<Settings, "FLASK_SECRET_KEY" | "DB_URL" | "PANORAMAX_DATA">,
): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  if (settings.FLASK_SECRET_KEY) return encoder.encode(settings.FLASK_SECRET_KEY);
  if (settings.DB_URL) {
    throw new SettingsError(
      "No SECRET_KEY has been defined for the instance (defined by FLASK_SECRET_KEY environment variable)",
    );
  }
  const path = join(settings.PANORAMAX_DATA, NAME);
  return encoder.encode(await readKept(path) ?? await makeKey(path));
}

/**
 * The key, for a request that cannot do without it.
 * @throws ApiError 500 that says how to fix it
 */
export function requireSecretKey(secretKey: Uint8Array<ArrayBuffer> | undefined): Uint8Array<ArrayBuffer> {
  if (secretKey) return secretKey;
  throw new ApiError(
    500,
    message("accounts.no_secret_key"),
  );
}

async function readKept(path: string): Promise<string | undefined> {
  try {
    const text = (await Deno.readTextFile(path)).trim();
    if (text === "") throw new Error(`${path} is empty; delete it to have a new key made`);
    return text;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Written whole under another name first, so that a crash never leaves half a key. */
async function makeKey(path: string): Promise<string> {
  const key = hexOf(crypto.getRandomValues(new Uint8Array(BYTES)));
  await Deno.mkdir(dirname(path), { recursive: true, mode: 0o750 });
  const draft = `${path}.${crypto.randomUUID()}`;
  const file = await Deno.open(draft, { write: true, createNew: true, mode: 0o600 });
  try {
    await file.write(new TextEncoder().encode(`${key}\n`));
    await file.sync();
  } finally {
    file.close();
  }
  try {
    await Deno.link(draft, path);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  } finally {
    await Deno.remove(draft);
  }
  const kept = await readKept(path);
  if (!kept) throw new Error(`${path} was deleted while it was made`);
  return kept;
}
