/** Writes docs/cli.md from the help of the commands: `deno run -A scripts/write_cli_docs.ts`. */
import { commandTree } from "../cli.ts";
import { cliDocument } from "./cli_docs/document.ts";

await Deno.writeTextFile(new URL("../docs/cli.md", import.meta.url), cliDocument(commandTree()));
