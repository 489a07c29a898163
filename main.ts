/** The program. See `panoramax --help`. */
import { runCommandLine } from "./cli.ts";

if (import.meta.main) await runCommandLine(Deno.args);
