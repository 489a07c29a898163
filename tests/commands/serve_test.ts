import assert from "node:assert/strict";
import { addressForOthers, addressToOpen, isOpenToStrangers } from "../../src/commands/serve.ts";
import { publishesUnblurred } from "../../src/features/pictures/mod.ts";
import { readSettings } from "../../src/core/settings/mod.ts";

for (
  const [variables, isOpen] of [
    [{}, false],
    [{ HOST: "localhost" }, false],
    [{ HOST: "127.0.0.2" }, false],
    [{ HOST: "::1" }, false],
    [{ HOST: "0.0.0.0" }, true],
    [{ HOST: "::" }, true],
    [{ HOST: "192.0.2.1" }, true],
    [{ HOST: "127.example.org" }, true],
    [{ HOST: "0.0.0.0", OAUTH_PROVIDER: "local" }, true],
    [{ HOST: "0.0.0.0", API_FORCE_AUTH_ON_UPLOAD: "true" }, false],
    [{ HOST: "0.0.0.0", API_READ_ONLY: "true" }, false],
  ] as [Record<string, string>, boolean][]
) {
  Deno.test(`isOpenToStrangers() is ${isOpen} with ${JSON.stringify(variables)}`, () => {
    assert.equal(isOpenToStrangers(readSettings(variables)), isOpen);
  });
}

for (
  const [listening, opened] of [
    ["http://127.0.0.1:5000", "http://127.0.0.1:5000"],
    ["http://[::1]:5000", "http://[::1]:5000"],
    ["http://192.0.2.1:80", "http://192.0.2.1"],
    ["http://0.0.0.0:5000", "http://localhost:5000"],
    ["http://[::]:5000", "http://localhost:5000"],
  ] as const
) {
  Deno.test(`addressToOpen() of ${listening} is ${opened}`, () => assert.equal(addressToOpen(listening), opened));
}

for (
  const [variables, isUnblurred] of [
    [{}, false],
    [{ HOST: "0.0.0.0" }, true],
    [{ PUBLIC_URL: "https://pictures.example.org" }, true],
    [{ PUBLIC_URL: "http://localhost:5000" }, false],
    [{ PUBLIC_URL: "https://pictures.example.org", BLUR: "builtin" }, false],
    [{ HOST: "0.0.0.0", BLUR: "builtin" }, false],
    [{ HOST: "0.0.0.0", API_BLUR_URL: "http://blur.lan" }, false],
  ] as [Record<string, string>, boolean][]
) {
  Deno.test(`publishesUnblurred() is ${isUnblurred} with ${JSON.stringify(variables)}`, () => {
    assert.equal(publishesUnblurred(readSettings(variables)), isUnblurred);
  });
}

for (
  const [listening, addresses, expected] of [
    ["http://0.0.0.0:5000", ["192.0.2.7", "198.51.100.1"], "http://192.0.2.7:5000"],
    ["http://[::]:5000", ["192.0.2.7"], "http://192.0.2.7:5000"],
    ["http://0.0.0.0:5000", [], "http://localhost:5000"],
    ["http://127.0.0.1:5000", ["192.0.2.7"], "http://127.0.0.1:5000"],
  ] as const
) {
  Deno.test(`addressForOthers() of ${listening} on [${addresses}] is ${expected}`, () => {
    assert.equal(addressForOthers(listening, addresses), expected);
  });
}
