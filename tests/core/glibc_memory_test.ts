/** Libraries that are taken out of memory while they are not used. Needs Linux. */
import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { pageOutLibrary } from "../../src/core/glibc_memory.ts";
import { present } from "../support/present.ts";

/** Bytes of a library that are in memory. */
async function residentBytesOf(name: string): Promise<number> {
  let isOfLibrary = false, kilobytes = 0;
  for (const line of (await Deno.readTextFile("/proc/self/smaps")).split("\n")) {
    if (/^[0-9a-f]+-/.test(line)) isOfLibrary = line.includes(`/${name}`);
    const [, resident] = /^Rss: +(\d+) kB$/.exec(line) ?? [];
    if (isOfLibrary && resident) kilobytes += Number(resident);
  }
  return kilobytes * 1024;
}

const BUILD = fileURLToPath(new URL("../../build", import.meta.url));
/** The C library's functions of mathematics, which Deno has loaded. */
const MATHEMATICS = /^[0-9a-f]+-.* (\/\S*\/libm\.so\.6)$/m;

Deno.test({
  name: "a library that is paged out takes less memory, and works as before",
  ignore: Deno.build.os !== "linux",
  async fn() {
    // On a disk: folders for temporary files may be in memory, from which nothing is taken out.
    await Deno.mkdir(BUILD, { recursive: true });
    const folder = await Deno.makeTempDir({ dir: BUILD }), copy = `${folder}/copied.so`;
    const [, original] = MATHEMATICS.exec(await Deno.readTextFile("/proc/self/maps")) ?? [];
    try {
      // Pages that another process uses too would stay.
      await copyFile(present(original), copy);
      const library = Deno.dlopen(copy, { cos: { parameters: ["f64"], result: "f64" } });
      const { symbols } = library, expected = symbols.cos(1), before = await residentBytesOf("copied.so");
      await pageOutLibrary("copied.so");
      const after = await residentBytesOf("copied.so");
      assert.ok(after < before / 2, `${before} → ${after}`);
      assert.equal(symbols.cos(1), expected);
      library.close();
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
