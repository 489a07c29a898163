/** `panoramax files copy-to`: from a folder to another one, and to a bucket. */
import assert from "node:assert/strict";
import { makeInstance, sequenceOf, uploadWalk } from "../support/instances.ts";
import { HAS_S3, makeBucket } from "../support/s3.ts";
import { filesBelow } from "../support/server.ts";

if (!HAS_S3) console.warn("SKIPPED: files copy-to a bucket, because TEST_S3_URL is not set");

Deno.test("files copy-to takes all files elsewhere, and a server goes on from there", async (test) => {
  await using instance = await makeInstance("embedded");
  const pictures = await (async () => {
    await using server = await instance.serve();
    const { setId, pictures } = await uploadWalk(server, 3);
    await sequenceOf(server, setId);
    for (const { id } of pictures) await (await fetch(`${server.url}/api/pictures/${id}/sd.jpg`)).bytes();
    assert.equal((await server.stop()).code, 0);
    return pictures;
  })();
  const before = await filesBelow(instance.storage);
  const copy = async (...args: string[]) => {
    const { code, stdout, stderr } = await instance.run("files", "copy-to", ...args);
    assert.equal(code, 0, stderr);
    return /(?:Copied|Would copy) (\d+) files? .* (\d+) (?:are|were) (?:there already|already there)/.exec(
      stdout.replace("\n", " "),
    )?.slice(1).map(Number);
  };
  const serves = async (url: string) => {
    await using server = await instance.serve({ FS_URL: url });
    for (const { id, bytes } of pictures) {
      const response = await fetch(`${server.url}/api/pictures/${id}/hd.jpg`);
      assert.deepEqual(await response.bytes(), bytes);
    }
    assert.equal((await server.stop()).code, 0);
  };

  await test.step("to a folder: what differs is copied, what is the same is not", async () => {
    const target = `${instance.folder}/elsewhere`;
    assert.deepEqual(await copy(target, "--dry-run"), [before.length, 0]);
    assert.deepEqual(await filesBelow(target), [], "nothing is copied yet");
    assert.deepEqual(await copy(target, "--no-derivates"), [3, 0]);
    assert.deepEqual(await copy(target), [before.length - 3, 3], "it goes on");
    assert.deepEqual(await filesBelow(target), before);

    const [damaged] = (await filesBelow(`${target}/permanent`)).map((name) => `${target}/permanent/${name}`);
    assert.ok(damaged);
    const bytes = await Deno.readFile(damaged);
    await Deno.writeFile(damaged, bytes.map((byte, at) => at === 1000 ? byte ^ 1 : byte));
    assert.deepEqual(await copy(target, "--by-size"), [0, before.length]);
    assert.deepEqual(await copy(target), [1, before.length - 1]);
    assert.deepEqual(await Deno.readFile(damaged), bytes);
    await serves(target);
  });

  await test.step({
    name: "to a bucket",
    ignore: !HAS_S3,
    async fn() {
      const target = await makeBucket();
      assert.deepEqual(await copy(target), [before.length, 0]);
      assert.deepEqual(await copy(target), [0, before.length]);
      await serves(target);
    },
  });

  await test.step("not to the same place, nor into it", async () => {
    for (const place of [instance.storage, `${instance.storage}/permanent`, `${instance.folder}/data`]) {
      const { code, stderr } = await instance.run("files", "copy-to", place);
      if (place.endsWith("/data")) assert.equal(code, 0, "next to them is elsewhere");
      else assert.match(stderr, /^Error: .* are the same place, or one is in the other\n$/);
    }
  });
});
