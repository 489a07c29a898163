/** Inputs that fuzzing found and that were fixed, and a few random ones for each target, so that the lane itself works. */
import { Random } from "../../fuzz/random.ts";
import { TARGETS } from "../../fuzz/targets.ts";

const FINDINGS = new URL("../../fuzz/findings/", import.meta.url);
const INPUTS: Record<string, number> = { wire: 30, routes: 60 };
const DEFAULT_INPUTS = 300;

for (const [name, open] of Object.entries(TARGETS)) {
  Deno.test(`Input that strangers send is read or refused: ${name}`, async () => {
    await using target = await open();
    for await (const { name: file, isFile } of Deno.readDir(FINDINGS)) {
      if (isFile && file.startsWith(`${name}-`)) await target.check(await Deno.readFile(new URL(file, FINDINGS)));
    }
    const random = new Random(1);
    for (let count = INPUTS[name] ?? DEFAULT_INPUTS; count > 0; count--) await target.check(target.generate(random));
  });
}
