/** Uploads by the unmodified `panoramax_cli`, where it is installed. */
import { assertBurst, writeBurst } from "../support/bursts.ts";
import { serverTest } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { must, PYTHON, pythonProgram } from "./client.ts";

if (PYTHON) {
  serverTest(
    "panoramax_cli sends a burst without parts of seconds, which keeps its order and directions",
    async (server) => {
      await using folder = await temporaryFolder();
      await writeBurst(`${folder.path}/burst`);
      const args = ["upload", "--api-url", server.url, "--wait", `${folder.path}/burst`];
      await must(pythonProgram("panoramax_cli"), args, { HOME: folder.path });
      await assertBurst(server);
    },
  );
}
