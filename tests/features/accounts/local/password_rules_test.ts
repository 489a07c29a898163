import assert from "node:assert/strict";
import {
  loginOfName,
  objectionToName,
  objectionToPassword,
} from "../../../../src/features/accounts/local/password_rules.ts";

for (
  const [password, isGood] of [
    ["", false],
    ["1234567", false],
    ["12345678", false],
    ["Password", false],
    ["password2024!", false],
    ["123 Sunshine", false],
    ["wsx-97-tgb", true],
    ["😀".repeat(7), false],
    ["😀".repeat(8), true],
    ["a long sentence, with spaces", true],
    ["x".repeat(256), true],
    ["x".repeat(257), false],
    ["MirabelleX", false],
  ] as const
) {
  Deno.test(`objectionToPassword() ${isGood ? "accepts" : "refuses"} ${password.slice(0, 30)}`, async () => {
    assert.equal(await objectionToPassword(password, "mirabellex") === undefined, isGood);
  });
}

for (
  const [name, isGood] of [["", false], ["  ", false], ["Zoë Ö.", true], ["a\nb", false], [
    "x".repeat(101),
    false,
  ]] as const
) {
  Deno.test(`objectionToName() ${isGood ? "accepts" : "refuses"} ${JSON.stringify(name.slice(0, 30))}`, () => {
    assert.equal(objectionToName(name) === undefined, isGood);
  });
}

Deno.test("loginOfName() makes no difference of case, of spaces around, and of ways of writing a letter", () => {
  assert.equal(loginOfName(" Zoe\u0308 "), loginOfName("ZO\u00cb"));
});

Deno.test("objectionToPassword() refuses every common password that is long enough, and says why", async () => {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  const common = dictionary["passwords-common"].filter((password: string) => [...password].length >= 8);
  assert.ok(common.length > 5000, `${common.length} passwords`);
  // One in a hundred, and some that everybody tries.
  const sample = common.filter((_: string, index: number) => index % 100 === 0);
  for (const password of [...sample, "password", "qwertyuiop", "Iloveyou", "LETMEIN123", "12345678!"]) {
    assert.equal((await objectionToPassword(password, "mirabellex"))?.key, "accounts.password_common", password);
  }
});
