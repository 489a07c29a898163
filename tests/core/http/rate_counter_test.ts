import assert from "node:assert/strict";
import { RateCounter } from "../../../src/core/http/rate_counter.ts";
import { teamAt } from "../../support/team.ts";

function clock() {
  let milliseconds = 0;
  return { now: () => milliseconds, pass: (seconds: number) => milliseconds += seconds * 1000 };
}

Deno.test("RateCounter lets a burst through, then one at a time", () => {
  const time = clock();
  const counter = new RateCounter("tests", { burst: 3, secondsPerAttempt: 10 }, teamAt(time.now));
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

Deno.test("RateCounter.giveBack() forgets an attempt", () => {
  const counter = new RateCounter("tests", { burst: 1, secondsPerAttempt: 10 }, teamAt(clock().now));
  counter.take("a");
  counter.giveBack("a");
  assert.equal(counter.waitingTime("a"), 0);
  assert.equal(counter.size, 0);
});

Deno.test("RateCounter keeps a bounded number of keys, the last ones", () => {
  const counter = new RateCounter("tests", { burst: 1, secondsPerAttempt: 10 }, teamAt(clock().now));
  for (let key = 0; key < 50_000; key++) counter.take(String(key));
  assert.ok(counter.size <= 10_000 && counter.size > 9_900, `${counter.size}`);
  assert.equal(counter.waitingTime("49999"), 10);
  assert.equal(counter.waitingTime("0"), 0);
});

Deno.test("RateCounter.take() of more than is left makes the next one wait longer", () => {
  const time = clock();
  const counter = new RateCounter("tests", { burst: 100, secondsPerAttempt: 1 }, teamAt(time.now));
  counter.take("a", 150);
  assert.equal(counter.waitingTime("a"), 51);
  time.pass(51);
  assert.equal(counter.waitingTime("a"), 0);
});
