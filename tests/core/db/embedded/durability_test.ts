import assert from "node:assert/strict";
import { join } from "node:path";
import { childCommand } from "./processes.ts";

const COMMITS = 50;

Deno.test({
  name: "openEmbeddedDatabase() syncs the WAL to disk with every commit",
  ignore: !await hasStrace(),
  fn: async () => {
    const folder = await Deno.makeTempDir({ prefix: "panoramax-test-" });
    try {
      const trace = join(folder, "trace");
      const args = [
        "-f",
        "-y",
        "-e",
        "trace=fsync,fdatasync",
        "-o",
        trace,
        ...childCommand(folder, "server", "commit"),
      ];
      const { success } = await new Deno.Command("strace", { args, stdout: "null", stderr: "inherit" }).output();
      assert.ok(success);
      const synced = (await Deno.readTextFile(trace)).split("\n").filter((line) => line.includes("/db/pg_wal/"));
      assert.ok(synced.length >= COMMITS, `${synced.length} syncs of the WAL`);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

async function hasStrace(): Promise<boolean> {
  try {
    return (await new Deno.Command("strace", { args: ["-V"], stdout: "null", stderr: "null" }).output()).success;
  } catch {
    console.warn("strace is not installed: whether commits are synced to disk is not tested");
    return false;
  }
}
