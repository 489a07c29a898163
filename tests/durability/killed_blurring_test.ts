/** A server that is killed while it blurs has published nothing unblurred; the next one blurs the picture. */
import assert from "node:assert/strict";
import { MODEL_FILES, MODELS_FOLDER } from "../../src/core/blurring/mod.ts";
import { hdPath } from "../../src/core/storage/mod.ts";
import { assertOnlyBlurredInside } from "../core/jpeg/blur/blocks.ts";
import { instanceTest } from "../support/instances.ts";
import { paintPeople } from "../support/people.ts";
import { walk } from "../support/pictures.ts";
import { present } from "../support/present.ts";
import { answer, filesBelow } from "../support/server.ts";
import { until } from "../support/until.ts";
import { createUploadSet, sendFile } from "../support/uploads.ts";

const hasModels = await Deno.stat(`${MODELS_FOLDER}/${MODEL_FILES.faces}`).then(() => true, () => false);

if (hasModels) {
  instanceTest("A picture is not published when the server is killed while it blurs", async (instance) => {
    // Large enough for the search to take a while.
    const [options] = walk(1, { width: 3000, height: 1500 });
    const bytes = await paintPeople(present(options), [{ x: 800, y: 400, height: 50 }]);
    let id: string;
    {
      await using server = await instance.serve();
      const set = await createUploadSet(server, { estimated_nb_files: 1 });
      id = (await answer(sendFile(server, set, { name: "1.jpg", bytes }), 202)).picture_id;
      await until(async () => {
        const jobs = await instance.query((sql) => sql`SELECT FROM job_history WHERE job_task = 'prepare'`);
        return jobs.length > 0;
      });
    }
    assert.deepEqual(await filesBelow(`${instance.storage}/permanent`), []);
    assert.deepEqual(await filesBelow(`${instance.storage}/derivates`), []);
    assert.deepEqual(await Deno.readFile(`${instance.storage}/tmp${hdPath(id)}`), bytes);

    await using server = await instance.serve();
    await until(async () => (await answer(fetch(`${server.url}/api/jobs/stats`))).total_jobs === 0);
    const published = await (await fetch(`${server.url}/api/pictures/${id}/hd.jpg`)).bytes();
    assertOnlyBlurredInside(bytes, published, [{ x: 784, y: 384, width: 32, height: 32 }], { mayReachFurther: 40 });
    assert.deepEqual(await filesBelow(`${instance.storage}/tmp`), []);
  }, { variables: { BLUR: "builtin", API_LOG_LEVEL: "error" } });
}
