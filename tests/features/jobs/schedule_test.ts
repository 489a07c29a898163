import assert from "node:assert/strict";
import { isOverdue, type PeriodicTask, startSchedule } from "../../../src/features/jobs/schedule.ts";
import type { Services } from "../../../src/core/services.ts";
import { until } from "../../support/until.ts";

const EVERY_SECOND = "* * * * * *";
const ONCE_A_YEAR = "0 0 1 1 *";
const services = { settings: {} } as Services;

Deno.test("startSchedule() runs tasks at their times, and after a failure again", async () => {
  let runs = 0;
  const failing: PeriodicTask = {
    name: "counting",
    pattern: () => EVERY_SECOND,
    run: () => ++runs === 1 ? Promise.reject(new Error("once")) : Promise.resolve(),
  };
  const schedule = startSchedule(services, [failing]);
  await until(() => Promise.resolve(runs >= 2));
  await schedule.stop();
});

Deno.test("startSchedule() does at once what was missed, and stop() waits for it", async () => {
  const { promise: isAllowed, resolve: allow } = Promise.withResolvers<void>();
  const done: string[] = [];
  const task = (name: string, wasMissed?: boolean): PeriodicTask => ({
    name,
    pattern: () => ONCE_A_YEAR,
    run: async () => {
      await isAllowed;
      done.push(name);
    },
    ...(wasMissed === undefined ? {} : { wasMissed: () => Promise.resolve(wasMissed) }),
  });
  const schedule = startSchedule(services, [task("missed", true), task("in time", false), task("never asked")]);
  const stopped = schedule.stop();
  assert.deepEqual(done, []);
  allow();
  await stopped;
  assert.deepEqual(done, ["missed"]);
});

Deno.test("isOverdue() is true once a time of the pattern has passed, in UTC", () => {
  const nightly = "0 2 * * *";
  const last = new Date("2024-05-01T02:00:01Z");
  assert.equal(isOverdue(nightly, last, new Date("2024-05-02T01:59:59Z")), false);
  assert.equal(isOverdue(nightly, last, new Date("2024-05-02T02:00:00Z")), true);
});
