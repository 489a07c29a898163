import assert from "node:assert/strict";
import { commandTree } from "../../cli.ts";
import { cliDocument } from "../../scripts/cli_docs/document.ts";

Deno.test("docs/cli.md is what scripts/write_cli_docs.ts makes of the commands", async () => {
  const document = await Deno.readTextFile(new URL("../../docs/cli.md", import.meta.url));
  assert.equal(document, cliDocument(commandTree()), "run: deno run -A scripts/write_cli_docs.ts");
});
