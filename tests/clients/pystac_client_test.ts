/** Clients of the Python world. Run when TEST_PYTHON_CLIENTS names a Python that has pystac-client, or when there is one. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { onlyRow } from "../../src/core/db/rows.ts";
import { seedSequence, uuid, walk } from "../features/stac/seeds.ts";
import { serverTest } from "../support/server.ts";

const PYTHON = Deno.env.get("TEST_PYTHON_CLIENTS") || "python3";
const WALK = fileURLToPath(new URL("pystac_client_walk.py", import.meta.url));

async function run(args: string[]): Promise<{ success: boolean; output: string }> {
  try {
    const { success, stdout, stderr } = await new Deno.Command(PYTHON, { args, stdout: "piped", stderr: "piped" })
      .output();
    return { success, output: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
  } catch (error) {
    return { success: false, output: String(error) };
  }
}

const hasClient = Deno.env.has("TEST_PYTHON_CLIENTS") ||
  (await run(["-c", "import pystac_client, jsonschema"])).success;

if (hasClient) {
  serverTest("pystac-client searches, pages and validates without a warning", async ({ url, sql }) => {
    const { id: account } = onlyRow(await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
    for (const number of [1, 2, 3]) {
      await seedSequence(sql, { id: uuid(number), account, title: `walk ${number}`, pictures: walk(number * 10) });
    }
    const { success, output } = await run([WALK, `${url}/api`]);
    assert.ok(success, output);
    assert.match(output, /15 items in 3 collections/);
    // The pictures have no files that could be prepared.
  }, { PICTURE_PROCESS_THREADS_LIMIT: "0" });
}
