/** Commands that root runs on the folder of a service's own user. */
import assert from "node:assert/strict";
import { makeInstance } from "../support/instances.ts";

const SOMEBODY = 12345;

Deno.test({
  name: "root does not write into a data folder of somebody else, and is told how to run the command",
  ignore: Deno.build.os === "windows" || Deno.uid() !== 0,
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    await using instance = await makeInstance("embedded");
    const data = `${instance.folder}/data`;
    await chownAll(data);
    const before = await ownersOf(data);
    for (const args of [["user", "--list"], ["backup", "x.tar"], ["serve", "--port", "0"], ["doctor", "--fix"]]) {
      const { code, stdout, stderr } = await instance.runAlone(...args);
      assert.deepEqual([code, stdout], [1, ""], args.join(" "));
      assert.match(stderr, /^Error: \S+\/data\/db belongs to user id 12345, .* sudo -u '#12345' panoramax …\n$/);
    }
    assert.deepEqual(await ownersOf(data), before, "nothing was written");
  },
});

async function* walk(folder: string): AsyncGenerator<string> {
  yield folder;
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* walk(`${folder}/${name}`);
    else yield `${folder}/${name}`;
  }
}

async function chownAll(folder: string): Promise<void> {
  for await (const path of walk(folder)) await Deno.chown(path, SOMEBODY, SOMEBODY);
}

async function ownersOf(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const path of walk(folder)) found.push(`${path} ${(await Deno.lstat(path)).uid}`);
  return found.sort();
}
