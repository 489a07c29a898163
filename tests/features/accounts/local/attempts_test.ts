import assert from "node:assert/strict";
import { type Attempt, LoginAttempts } from "../../../../src/features/accounts/local/attempts.ts";
import { teamAt } from "../../../support/team.ts";

function clock() {
  let milliseconds = 0;
  return { now: () => milliseconds, pass: (seconds: number) => milliseconds += seconds * 1000 };
}

/** How many of many attempts are let through at one moment. */
function count(attempts: LoginAttempts, of: (index: number) => Attempt): number {
  return Array.from({ length: 500 }, (_, index) => attempts.take(of(index))).filter((wait) => wait === 0).length;
}

Deno.test("LoginAttempts bounds attempts for one account from one address", () => {
  const attempts = new LoginAttempts("tests", teamAt(clock().now));
  assert.equal(count(attempts, () => ({ login: "ana", address: "192.0.2.1" })), 10);
  assert.equal(attempts.take({ login: "ana", address: "192.0.2.2" }), 0, "somebody elsewhere is not locked out");
});

Deno.test("LoginAttempts bounds attempts from one address for many accounts", () => {
  const attempts = new LoginAttempts("tests", teamAt(clock().now));
  assert.equal(count(attempts, (index) => ({ login: `user ${index}`, address: "192.0.2.1" })), 30);
  assert.equal(attempts.take({ login: "ana", address: "192.0.2.2" }), 0);
});

Deno.test("LoginAttempts bounds attempts for one account from many addresses", () => {
  const attempts = new LoginAttempts("tests", teamAt(clock().now));
  assert.equal(count(attempts, (index) => ({ login: "ana", address: `2001:db8:0:${index}::/64` })), 100);
  assert.ok(attempts.take({ login: "ana", address: "192.0.2.2" }) > 0);
});

Deno.test("LoginAttempts.giveBack() makes right passwords free", () => {
  const attempts = new LoginAttempts("tests", teamAt(clock().now));
  for (let index = 0; index < 500; index++) {
    assert.equal(attempts.take({ login: "ana", address: "192.0.2.1" }), 0);
    attempts.giveBack({ login: "ana", address: "192.0.2.1" });
  }
});

Deno.test("LoginAttempts does not lock out a browser that logged in before, and bounds its guesses too", () => {
  const attempts = new LoginAttempts("tests", teamAt(clock().now));
  count(attempts, (index) => ({ login: "ana", address: `2001:db8:0:${index}::/64` }));
  count(attempts, () => ({ login: "ana", address: "192.0.2.1" }));
  const known = { login: "ana", address: "192.0.2.1", device: crypto.randomUUID() };
  assert.equal(count(attempts, () => known), 10);
  assert.ok(attempts.take({ ...known, device: undefined }) > 0);
});
