import assert from "node:assert/strict";
import { chooseParts } from "../../src/commands/cleanup.ts";
import { Progress } from "../../src/commands/progress.ts";

function output(isTerminal: boolean) {
  const written: string[] = [];
  return {
    written,
    isTerminal: () => isTerminal,
    writeSync(bytes: Uint8Array) {
      written.push(new TextDecoder().decode(bytes));
      return bytes.length;
    },
  };
}

Deno.test("Progress moves one line on a terminal, and clears it at the end", () => {
  const terminal = output(true);
  {
    using progress = new Progress("pictures", 8, terminal);
    progress.advance(2);
    progress.advance(1);
  }
  assert.equal(terminal.written[0], "\r2 of 8 pictures (25 %)");
  assert.match(terminal.written.at(-1)!, /^\r +\r$/);
  assert.ok(terminal.written.every((text) => !text.includes("\n")));
});

Deno.test("Progress says nothing of what is done soon, elsewhere than on a terminal", () => {
  const file = output(false);
  {
    using progress = new Progress("pictures", 8, file);
    for (let picture = 0; picture < 8; picture++) progress.advance();
  }
  assert.deepEqual(file.written, []);
});

Deno.test("chooseParts() keeps originals unless told otherwise", () => {
  const cases = [
    { options: {}, parts: { database: true, cache: true, originals: false } },
    { options: { full: true }, parts: { database: true, cache: true, originals: true } },
    { options: { database: true }, parts: { database: true, cache: false, originals: false } },
    { options: { cache: true }, parts: { database: false, cache: true, originals: false } },
    { options: { permanentPictures: true }, parts: { database: false, cache: false, originals: true } },
    { options: { cache: true, full: true }, parts: { database: true, cache: true, originals: true } },
  ];
  for (const { options, parts } of cases) assert.deepEqual(chooseParts({ sequences: [], ...options }), parts);
});
