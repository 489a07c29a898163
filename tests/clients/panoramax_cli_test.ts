/** Uploads by the unmodified `panoramax_cli`, whose path `TEST_PANORAMAX_CLI` names; without it there is no test. */
import assert from "node:assert/strict";
import { assertBurst, writeBurst } from "../support/bursts.ts";
import { serverTest } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

const CLIENT = Deno.env.get("TEST_PANORAMAX_CLI");

if (CLIENT) {
  serverTest(
    "panoramax_cli sends a burst without parts of seconds, which keeps its order and directions",
    async (server) => {
      await using folder = await temporaryFolder();
      await writeBurst(`${folder.path}/burst`);
      const { success, stdout, stderr } = await new Deno.Command(CLIENT, {
        args: ["upload", "--api-url", server.url, "--wait", `${folder.path}/burst`],
        env: { HOME: folder.path },
        stdout: "piped",
        stderr: "piped",
      }).output();
      assert.ok(success, new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr));
      await assertBurst(server);
    },
  );
}
