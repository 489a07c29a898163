/**
 * Makes a Debian package of a compiled program, by `dpkg-deb`: `deno task package` → `build/panoramax_0.1.0_amd64.deb`.
 *
 * Options: `--binary <file>` (default `build/panoramax`); `--output <folder>` (default `build`); `--version <version>` of the
 * package, if it is not that of the program; `--compression xz|gzip|none` (default xz, which takes a minute or two).
 */
import { readArguments } from "./arguments.ts";
import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { VERSION } from "../src/core/version.ts";
import { BINARY, CONFIGURATION_FILES, packagedFiles } from "./package/contents.ts";
import { architectureOf, controlFile } from "./package/control.ts";
import { PROJECT } from "./project.ts";

const HEAD_SIZE = 64;
const SCRIPTS = ["postinst", "prerm", "postrm"];

const { binary, output, version, compression } = readArguments(import.meta.url, {
  binary: { type: "string", default: "build/panoramax" },
  output: { type: "string", default: "build" },
  version: { type: "string", default: VERSION },
  compression: { type: "string", default: "xz" },
});

const stage = await Deno.makeTempDir({ prefix: "panoramax-package-" });
try {
  await Deno.chmod(stage, 0o755);
  const architecture = await readArchitecture(binary);
  await makeFolder(join(stage, "DEBIAN"));
  const [license, changes] = await Promise.all([readText("LICENSE"), readText("CHANGELOG.md")]);
  const files = packagedFiles({ license, changes });
  for (const { path, content, mode } of files) await write(join(stage, path), content, mode);
  await makeFolder(join(stage, dirname(BINARY)));
  await Deno.copyFile(binary, join(stage, BINARY));
  await Deno.chmod(join(stage, BINARY), 0o755);

  const paths = [BINARY, ...files.map(({ path }) => path)];
  let size = 0, sums = "";
  for (const path of paths) {
    const content = await Deno.readFile(join(stage, path));
    size += content.length;
    if (CONFIGURATION_FILES.includes(path)) continue;
    sums += `${createHash("md5").update(content).digest("hex")}  ${path.slice(1)}\n`;
  }
  await write(join(stage, "DEBIAN/control"), controlFile({ version, architecture, size }), 0o644);
  await write(join(stage, "DEBIAN/conffiles"), CONFIGURATION_FILES.map((path) => `${path}\n`).join(""), 0o644);
  await write(join(stage, "DEBIAN/md5sums"), sums, 0o644);
  for (const name of SCRIPTS) await write(join(stage, "DEBIAN", name), await readText(`deploy/debian/${name}`), 0o755);

  const file = resolve(output, `panoramax_${version}_${architecture}.deb`);
  await Deno.mkdir(dirname(file), { recursive: true });
  await build(stage, file);
  console.log(`${file}: ${((await Deno.stat(file)).size / 1e6).toFixed(0)} MB`);
} finally {
  await Deno.remove(stage, { recursive: true });
}

function readText(path: string): Promise<string> {
  return Deno.readTextFile(join(PROJECT, path));
}

async function readArchitecture(path: string): Promise<string> {
  using file = await Deno.open(path);
  const head = new Uint8Array(HEAD_SIZE);
  await file.read(head);
  return architectureOf(head);
}

/** Modes are set again, as the umask of whoever builds must not change the package. */
async function write(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  await makeFolder(dirname(path));
  await Deno.writeFile(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
  await Deno.chmod(path, mode);
}

async function makeFolder(path: string): Promise<void> {
  if (path === stage) return;
  await makeFolder(dirname(path));
  await Deno.mkdir(path, { recursive: true });
  await Deno.chmod(path, 0o755);
}

async function build(folder: string, file: string): Promise<void> {
  const { success } = await new Deno.Command("dpkg-deb", {
    args: ["--root-owner-group", `-Z${compression}`, "--build", folder, file],
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).output();
  if (!success) throw new Error("dpkg-deb failed");
}
