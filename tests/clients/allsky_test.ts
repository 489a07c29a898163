/**
 * All-sky cameras asked for by clients of the Python world: pystac-client finds a night of a camera by its UUID, and
 * whoever does not know that meets none. `TEST_PYTHON_CLIENTS` names a Python with pystac-client and jsonschema,
 * `TEST_PANORAMAX_CLI` a panoramax_cli; what is missing is not tested.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { onlyRow } from "../../src/core/db/rows.ts";
import { answer, serverTest, type TestServer } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { assetMetadata, bytesOf, CAMERA, CREATED, imageMetadata, syncClient } from "../features/syncapi/client.ts";

const PYTHON = Deno.env.get("TEST_PYTHON_CLIENTS") || "python3";
const PANORAMAX = Deno.env.get("TEST_PANORAMAX_CLI");
const NIGHT = fileURLToPath(new URL("pystac_client_night.py", import.meta.url));

async function run(program: string, args: string[], env: Record<string, string> = {}) {
  const command = new Deno.Command(program, { args, env, stdin: "null", stdout: "piped", stderr: "piped" });
  const { success, stdout, stderr } = await command.output();
  return { success, output: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

const hasClient = Deno.env.has("TEST_PYTHON_CLIENTS") ||
  await run(PYTHON, ["-c", "import pystac_client, jsonschema"]).then(({ success }) => success, () => false);

/** Five images of a night, a minute apart, and its timelapse. */
async function sendNight(server: TestServer): Promise<void> {
  const client = await syncClient(server);
  await answer(client.camera({ latitude: 47.5, longitude: -1.25, owner: "An owner" }));
  for (let i = 0; i < 5; i++) {
    const metadata = imageMetadata({ createDate: CREATED + 60 * i });
    await answer(client.send("PUT", "image", metadata, { media: bytesOf(`image ${i}`) }));
  }
  await answer(client.send("PUT", "video", assetMetadata("video"), { media: bytesOf("film"), fileName: "x.mp4" }));
}

if (hasClient) {
  serverTest("pystac-client finds the images of a night by datetime and bbox", async (server) => {
    await sendNight(server);
    const { success, output } = await run(PYTHON, [NIGHT, `${server.url}/api`, CAMERA]);
    assert.ok(success, output);
    assert.match(output, /5 images of the night/);
  });
}

if (PANORAMAX) {
  serverTest("panoramax_cli finds no collection of somebody who only sends an all-sky camera", async (server) => {
    await sendNight(server);
    await using folder = await temporaryFolder();
    const { id } = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = 'syncuser'`);
    const { output } = await run(
      PANORAMAX,
      ["download", "--api-url", server.url, "--user", id, "--path", folder.path],
      { XDG_CONFIG_HOME: folder.path, COLUMNS: "300", NO_COLOR: "1" },
    );
    assert.match(output, /Impossible to find user/, "an account without street-level pictures has no catalog");
    assert.ok(!output.includes(CAMERA), output);
  });
}
