/** Servers and workers do not start while a disk seems not to be mounted. */
import assert from "node:assert/strict";
import { HAS_S3, makeBucket } from "../support/s3.ts";
import { type Instance, instanceTest, sequenceOf, uploadWalk } from "../support/instances.ts";
import { filesBelow } from "../support/server.ts";

/** Uploads a picture and waits until it is prepared. */
async function withPicture(instance: Instance): Promise<string> {
  await using server = await instance.serve();
  const { setId, pictures: [{ id }] } = await uploadWalk(server, 1);
  await sequenceOf(server, setId);
  await server.stop();
  return id;
}

instanceTest("the disk of the pictures is not mounted: neither serve nor a worker starts", async (instance, test) => {
  const id = await withPicture(instance);
  const permanent = `${instance.storage}/permanent`;
  const disk = `${instance.folder}/disk`;
  await Deno.rename(permanent, disk);
  await Deno.mkdir(permanent);
  await Deno.writeTextFile(`${permanent}/NOT_MOUNTED`, "");

  await test.step("what is wrong, and what to do", async () => {
    for (const command of [["serve", "--port", "0"], ["picture-worker", "--once"]]) {
      const { code, stderr, stdout } = await instance.runAlone(...command);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(
        stderr,
        /^Error: The database knows pictures, but \S+\/permanent holds none\. .+ FS_CHECK_MOUNT=false\n$/,
      );
      assert.ok(stderr.includes(await Deno.realPath(permanent)), stderr);
    }
    assert.equal((await filesBelow(`${instance.storage}/derivates`)).length, 1, "nothing is cleared up");
  });

  await test.step("other commands run", async () => {
    assert.equal((await instance.runAlone("backup", `${instance.folder}/backup.tar`)).code, 0);
    assert.match((await instance.runAlone("doctor")).stdout, new RegExp(id));
  });

  await test.step("knowingly, it starts without", async () => {
    await using server = await instance.serve({ FS_CHECK_MOUNT: "false" });
    assert.equal((await server.stop()).code, 0);
  });

  await test.step("with the disk, or without any pictures, it starts", async () => {
    await Deno.remove(permanent, { recursive: true });
    await Deno.rename(disk, permanent);
    {
      await using server = await instance.serve();
      await server.stop();
    }
    assert.equal((await instance.runAlone("cleanup", "--full", "--yes")).code, 0);
    assert.deepEqual((await filesBelow(permanent)).filter((name) => name.endsWith(".jpg")), []);
    await using server = await instance.serve();
    await server.stop();
  });
});

instanceTest("pictures that wait for blurring are not in the permanent folder", async (instance) => {
  const blurring = { API_BLUR_URL: "http://127.0.0.1:9" };
  {
    await using server = await instance.serve(blurring);
    await uploadWalk(server, 1);
    await server.stop();
  }
  assert.deepEqual(await filesBelow(`${instance.storage}/permanent`), []);
  await using server = await instance.serve(blurring);
  assert.equal((await server.stop()).code, 0);
});

if (HAS_S3) {
  const url = await makeBucket();
  instanceTest("in a bucket, too: one that is empty is refused", async (instance) => {
    await withPicture(instance);
    {
      await using server = await instance.serve();
      await server.stop();
    }
    instance.environment.FS_URL = url.replace("/some/prefix", `/another/${instance.kind}`);
    const { code, stderr } = await instance.runAlone("serve", "--port", "0");
    assert.equal(code, 1);
    assert.match(stderr, /^Error: The database knows pictures, but http:\S+ holds none\. .+\n$/);
    assert.ok(!stderr.includes("secret"), stderr);
  }, { variables: { FS_URL: url } });
} else console.warn("SKIPPED: an empty bucket, because TEST_S3_URL is not set");

instanceTest("an embedded database that is new next to pictures is refused, a native one is not", async (instance) => {
  const picture = `${instance.storage}/permanent/43/66/dd/db/8a71-4f6e-a3d4-cb6b545476bb.jpg`;
  await Deno.mkdir(picture.slice(0, picture.lastIndexOf("/")), { recursive: true });
  await Deno.writeTextFile(picture, "");
  if (instance.kind === "embedded") {
    // Also the second time.
    for (let attempt = 0; attempt < 2; attempt++) {
      const { code, stderr, stdout } = await instance.runAlone("serve", "--port", "0");
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(
        stderr,
        /^Error: \S+\/permanent holds pictures, but the database in \S+\/db is new and empty\. .+\n$/,
      );
    }
    await using server = await instance.serve({ FS_CHECK_MOUNT: "false" });
    await server.stop();
  }
  await using server = await instance.serve();
  assert.equal((await server.stop()).code, 0);
}, { hasSchema: false });
