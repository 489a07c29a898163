/** What stops `serve` is one line, and nothing is left behind. */
import assert from "node:assert/strict";
import { explain } from "../../src/main/address.ts";
import { runProgram, SOURCE_PROGRAM, WITH_PERMISSIONS_OF_BINARY } from "../support/program.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

async function serveRefused(environment: Record<string, string>): Promise<string> {
  await using folder = await temporaryFolder();
  const outcome = await runProgram(SOURCE_PROGRAM, ["serve"], { folder: folder.path, environment });
  assert.equal(outcome.code, 1, outcome.stderr);
  assert.equal(outcome.stdout, "");
  assert.deepEqual(Array.from(Deno.readDirSync(folder.path), ({ name }) => name), [], "nothing is made");
  return outcome.stderr;
}

Deno.test("serve tries its address before it makes the database", async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const [inUse, elsewhere, unknown, port] = await Promise.all([
    serveRefused({ PORT: String(taken.addr.port) }),
    serveRefused({ HOST: "192.0.2.1", PORT: "0" }),
    serveRefused({ HOST: "nowhere.invalid", PORT: "0" }),
    serveRefused({ PORT: "-1" }),
  ]);
  assert.equal(inUse, `Error: Port ${taken.addr.port} of 127.0.0.1 is in use; choose another one with --port\n`);
  assert.match(elsewhere, /^Error: HOST should be an address of this machine, .*, got '192\.0\.2\.1'\n$/);
  assert.match(unknown, /^Error: Cannot listen on HOST 'nowhere\.invalid', PORT 0: .+\n$/);
  assert.equal(port, "Error: PORT should be a port number from 0 to 65535, got '-1'\n");
});

Deno.test("a port that needs more rights is explained", () => {
  const text = explain(new Deno.errors.PermissionDenied("Permission denied"), { HOST: "0.0.0.0", PORT: 80 });
  assert.match(text, /^PORT should be one that this user may listen on, got '80'; ports below 1024/);
});

Deno.test("a data folder that cannot be written to is named, with its setting", async () => {
  const stderr = await serveRefused({ PANORAMAX_DATA: "/proc/panoramax", PORT: "0" });
  assert.match(
    stderr,
    /^Error: PANORAMAX_DATA should be a folder that this user can write to, got '\/proc\/panoramax': .+\n$/,
  );
});

Deno.test("a folder below /dev is refused with the permissions that the binary has, also behind a link", async () => {
  // Not that of TMPDIR, which may be below /dev itself: the program could not look for .env there.
  await using folder = await temporaryFolder({ dir: "/tmp" });
  await Deno.symlink("/proc/self", `${folder.path}/link`);
  const wrong: Record<string, string>[] = [
    { PANORAMAX_DATA: "/dev/shm/panoramax/none" },
    { PANORAMAX_DATA: "./link/data" },
    { FS_URL: "file:///dev/shm/panoramax" },
  ];
  for (const environment of wrong) {
    const { code, stderr } = await runProgram(WITH_PERMISSIONS_OF_BINARY, ["serve"], {
      folder: folder.path,
      environment,
    });
    assert.equal(code, 1);
    assert.match(stderr, /^Error: Cannot use .+: folders below \/dev, .+ Set PANORAMAX_DATA .+\n$/);
    assert.deepEqual(Array.from(Deno.readDirSync(folder.path), ({ name }) => name), ["link"], "nothing is made");
  }
});

Deno.test("a working folder below /dev is refused in words, not by a stack", async () => {
  await using folder = await temporaryFolder({ dir: "/dev/shm" });
  const { code, stderr } = await runProgram(WITH_PERMISSIONS_OF_BINARY, ["serve"], { folder: folder.path });
  assert.equal(code, 1);
  assert.match(stderr, /^Error: Cannot read \.env: .+\n$/);
});
