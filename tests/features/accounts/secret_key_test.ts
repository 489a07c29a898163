/** The secret key of the instance: long enough, or made and kept. */
import assert from "node:assert/strict";
import { readSecretKey } from "../../../src/features/accounts/mod.ts";
import { readSettings, SettingsError } from "../../../src/core/settings/mod.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";

Deno.test("a secret key under 32 bytes is refused, with how to make one", () => {
  for (const key of ["secret", "x".repeat(31), "é".repeat(15)]) {
    assert.throws(() => readSettings({ FLASK_SECRET_KEY: key }), (error: Error) => {
      assert.ok(error instanceof SettingsError);
      assert.match(error.message, /^FLASK_SECRET_KEY should have at least 32 bytes: .*openssl rand -hex 32/);
      assert.ok(!error.message.includes(key), "the key itself is not printed");
      return true;
    });
  }
  for (const key of ["x".repeat(32), "é".repeat(16)]) {
    assert.equal(readSettings({ FLASK_SECRET_KEY: key }).FLASK_SECRET_KEY, key);
  }
});

Deno.test("the short key of an instance that exists is kept by a setting, with a warning", () => {
  const settings = readSettings({ FLASK_SECRET_KEY: "secret", ALLOW_SHORT_SECRET_KEY: "true" });
  assert.equal(settings.FLASK_SECRET_KEY, "secret");
  assert.ok(settings.warnings.some((warning) => warning.startsWith("FLASK_SECRET_KEY should have at least 32 bytes")));
});

Deno.test("without a key one is made, which only its owner reads, and which stays", async () => {
  await using folder = await temporaryFolder();
  const settings = readSettings({ PANORAMAX_DATA: `${folder.path}/data` });
  const [key, again] = [await readSecretKey(settings), await readSecretKey(settings)];
  assert.match(new TextDecoder().decode(key), /^[0-9a-f]{64}$/);
  assert.deepEqual(again, key);
  const { mode } = await Deno.stat(`${folder.path}/data/secret_key`);
  assert.equal(mode! & 0o777, 0o600);
});

Deno.test("with a database of its own an instance makes no key up", async () => {
  const settings = readSettings({ DB_URL: "postgres://localhost/panoramax" });
  await assert.rejects(readSecretKey(settings), SettingsError);
});
