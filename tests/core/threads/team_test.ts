/** What threads ask each other. */
import assert from "node:assert/strict";
import { Team } from "../../../src/core/threads/mod.ts";

type Port = Parameters<Team["connect"]>[0];
type Message = Parameters<Port["postMessage"]>[0];

/** A first thread, and a second one that is connected with it; messages arrive at once. */
function pair() {
  const first = new Team(), sent: Message[] = [];
  const second = new Team(first.invite(2));
  let isThere = false;
  const line = first.connect({
    postMessage(message) {
      sent.push(message);
      if (isThere) other.receive(message);
    },
  }, { isStarting: true });
  const other = second.connect({ postMessage: (message) => line.receive(message) });
  second.answer("metrics", () => [{ name: "of the second" }]);
  const begin = () => {
    isThere = true;
    sent.forEach(other.receive);
    line.begin();
  };
  return { first, second, line, sent, begin };
}

Deno.test("nobody waits for the figures of a thread that still starts, and once it has started it gives them", async () => {
  const { first, sent, begin, line } = pair();
  assert.deepEqual(await first.ask("metrics"), []);
  assert.deepEqual(await first.ask("log", { level: "info", search: "", limit: 1 }), []);
  assert.deepEqual(sent, []);
  begin();
  assert.deepEqual(await first.ask("metrics"), [[{ name: "of the second" }]]);
  line.disconnect();
  assert.deepEqual(await first.ask("metrics"), []);
});

Deno.test("a thread that still starts hears of new settings", async () => {
  const { first, second, sent, begin } = pair();
  let count = 0;
  second.answer("settings", () => void count++);
  const asked = first.ask("settings");
  assert.equal(sent.length, 1);
  begin();
  await asked;
  assert.equal(count, 1);
});

Deno.test("another thread gets the figures of those that have started", async () => {
  const { first, second, begin } = pair();
  first.answer("metrics", () => [{ name: "of the first" }]);
  first.connect({ postMessage: () => assert.fail("The third one still starts") }, { isStarting: true });
  begin();
  assert.deepEqual(await second.ask("metrics"), [[{ name: "of the first" }]]);
});
