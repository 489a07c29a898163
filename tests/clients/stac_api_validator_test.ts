/** What the STAC API validator says. Runs when TEST_PYTHON_CLIENTS names a Python that has it, or when there is one. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { onlyRow } from "../../src/core/db/rows.ts";
import { seedSequence, uuid, walk } from "../features/stac/seeds.ts";
import { serverTest } from "../support/server.ts";

const PYTHON = Deno.env.get("TEST_PYTHON_CLIENTS") || "python3";
const RUN = fileURLToPath(new URL("stac_api_validator_run.py", import.meta.url));

/** What it wants otherwise than geovisio's own test suite does, which goes first (docs/compatibility.md). */
const KNOWN = [
  "GET {search} params={'limit': 100000} ",
  "GET {search} params={'limit': 1000000} ",
  "GET {search} params={'bbox': '[100.0, 0.0, 105.0, 1.0]'} ",
  "GET {search} params={'datetime': '/1985-04-12T23:20:50.52Z'} ",
  "GET {search} params={'datetime': '1985-04-12T23:20:50.52Z/'} ",
];

async function python(args: string[]): Promise<{ success: boolean; lines: string[] }> {
  try {
    const { success, stdout, stderr } = await new Deno.Command(PYTHON, { args, stdout: "piped", stderr: "piped" })
      .output();
    return { success, lines: (new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr)).split("\n") };
  } catch (error) {
    return { success: false, lines: [String(error)] };
  }
}

if ((await python(["-c", "import stac_api_validator"])).success) {
  serverTest("stac-api-validator finds nothing that is not known", async ({ url, sql }) => {
    const { id: account } = onlyRow(await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
    for (const number of [1, 2]) {
      await seedSequence(sql, { id: uuid(number), account, title: `walk ${number}`, pictures: walk(number * 10) });
    }
    const { success, lines } = await python([RUN, `${url}/api`, uuid(1)]);
    assert.ok(success && lines.includes("validated"), lines.join("\n"));
    const errors = lines.filter((line) => line.startsWith("ERROR"));
    const known = KNOWN.map((text) => text.replace("{search}", `${url}/api/search`));
    assert.deepEqual(errors.filter((error) => !known.some((text) => error.includes(text))), []);
    for (const text of known) assert.equal(errors.filter((error) => error.includes(text)).length, 1, text);
    // The pictures have no files that could be prepared.
  }, { PICTURE_PROCESS_THREADS_LIMIT: "0" });
}
