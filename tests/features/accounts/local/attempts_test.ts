import assert from "node:assert/strict";
import { AttemptCounter, LoginAttempts } from "../../../../src/features/accounts/local/attempts.ts";

function clock() {
  let milliseconds = 0;
  return { now: () => milliseconds, pass: (seconds: number) => milliseconds += seconds * 1000 };
}

Deno.test("AttemptCounter lets a burst through, then one at a time", () => {
  const time = clock();
  const counter = new AttemptCounter({ burst: 3, secondsPerAttempt: 10 }, time.now);
  for (let attempt = 0; attempt < 3; attempt++) {
    assert.equal(counter.waitingTime("a"), 0);
    counter.take("a");
  }
  assert.equal(counter.waitingTime("a"), 10);
  assert.equal(counter.waitingTime("b"), 0, "others do not wait");
  time.pass(4);
  assert.equal(counter.waitingTime("a"), 6);
  time.pass(6);
  assert.equal(counter.waitingTime("a"), 0);
  counter.take("a");
  assert.equal(counter.waitingTime("a"), 10);
  time.pass(1000);
  for (let attempt = 0; attempt < 3; attempt++) counter.take("a");
  assert.equal(counter.waitingTime("a"), 10, "no more than a burst is saved up");
});

Deno.test("AttemptCounter.giveBack() forgets an attempt", () => {
  const counter = new AttemptCounter({ burst: 1, secondsPerAttempt: 10 }, clock().now);
  counter.take("a");
  counter.giveBack("a");
  assert.equal(counter.waitingTime("a"), 0);
  assert.equal(counter.size, 0);
});

Deno.test("AttemptCounter keeps a bounded number of keys, the last ones", () => {
  const counter = new AttemptCounter({ burst: 1, secondsPerAttempt: 10 }, clock().now);
  for (let key = 0; key < 25_000; key++) counter.take(String(key));
  assert.equal(counter.size, 10_000);
  assert.equal(counter.waitingTime("24999"), 10);
  assert.equal(counter.waitingTime("0"), 0);
});

/** How many of many attempts are let through at one moment. */
function count(attempts: LoginAttempts, of: (index: number) => [login: string, address: string]): number {
  return Array.from({ length: 500 }, (_, index) => attempts.take(...of(index))).filter((wait) => wait === 0).length;
}

Deno.test("LoginAttempts bounds attempts for one account from one address", () => {
  const attempts = new LoginAttempts(clock().now);
  assert.equal(count(attempts, () => ["ana", "192.0.2.1"]), 10);
  assert.equal(attempts.take("ana", "192.0.2.2"), 0, "somebody elsewhere is not locked out");
});

Deno.test("LoginAttempts bounds attempts from one address for many accounts", () => {
  const attempts = new LoginAttempts(clock().now);
  assert.equal(count(attempts, (index) => [`user ${index}`, "192.0.2.1"]), 30);
  assert.equal(attempts.take("ana", "192.0.2.2"), 0);
});

Deno.test("LoginAttempts bounds attempts for one account from many addresses", () => {
  const attempts = new LoginAttempts(clock().now);
  assert.equal(count(attempts, (index) => ["ana", `2001:db8:0:${index}::/64`]), 100);
  assert.ok(attempts.take("ana", "192.0.2.2") > 0);
});

Deno.test("LoginAttempts.giveBack() makes right passwords free", () => {
  const attempts = new LoginAttempts(clock().now);
  for (let index = 0; index < 500; index++) {
    assert.equal(attempts.take("ana", "192.0.2.1"), 0);
    attempts.giveBack("ana", "192.0.2.1");
  }
});
