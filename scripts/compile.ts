/**
 * Builds one self-contained binary: `deno task compile` → `build/panoramax`.
 *
 * What is not needed at run time is left out, so the program is copied into a separate folder and compiled there, by the Deno
 * that runs this script. Options: `--output <file>` and, to compile for another processor, `--target <triple>`. The variable
 * `DENORT_BIN` names a runtime to embed where Deno cannot download its own.
 */
import { readArguments } from "./arguments.ts";
import { resolve } from "node:path";
import { ENTRY_POINTS, INCLUDED } from "./compile/contents.ts";
import { runDeno } from "./compile/run_deno.ts";
import { stageProgram } from "./compile/stage.ts";
import { PROJECT, v8Flags } from "./project.ts";

/** No `--allow-run`: the program starts no other. `ffi` is for sharp, `sys` for the number of cores. */
const PERMISSIONS = ["net", "read", "write", "env", "sys", "ffi"];

const { output, target } = readArguments(import.meta.url, {
  output: { type: "string", default: "build/panoramax" },
  target: { type: "string" },
});
const binary = resolve(output);

const stage = await Deno.makeTempDir({ prefix: "panoramax-compile-" });
try {
  await stageProgram(PROJECT, stage, target);
  await runDeno(stage, [
    "compile",
    "--quiet",
    "--no-check",
    "--no-lock",
    "--node-modules-dir=manual",
    "--no-prompt",
    await v8Flags(),
    // It would be read from the folder for temporary files under a fixed name, even if another user wrote it.
    "--no-code-cache",
    ...PERMISSIONS.map((name) => `--allow-${name}`),
    ...[...ENTRY_POINTS, ...INCLUDED].flatMap((path) => ["--include", path]),
    ...(target ? ["--target", target] : []),
    "--output",
    binary,
    "main.ts",
  ]);
} finally {
  await Deno.remove(stage, { recursive: true });
}
const { size } = await Deno.stat(binary);
console.log(`${binary}: ${(size / 1e6).toFixed(0)} MB`);
