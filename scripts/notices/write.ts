/** Writes the documents about what the program contains, which `panoramax licenses` prints. */
import { join } from "node:path";
import { VERSION } from "../../src/core/version.ts";
import { cycloneDx, licencesText } from "./documents.ts";
import { installedPackages } from "./packages.ts";

/**
 * @param installed folder with the `node_modules` to describe
 * @param project folder with the licence of the program and `deno.lock`
 * @param target folder to write to
 */
export async function writeNotices(installed: string, project: string, target: string): Promise<void> {
  const packages = await installedPackages(join(installed, "node_modules"));
  const own = await Deno.readTextFile(join(project, "LICENSE"));
  await Deno.mkdir(target, { recursive: true });
  await Deno.writeTextFile(join(target, "licenses.txt"), licencesText(packages, own));
  const bom = cycloneDx(packages, await checksums(project), VERSION);
  await Deno.writeTextFile(join(target, "sbom.cdx.json"), JSON.stringify(bom, null, 2) + "\n");
}

/** By `name@version`; in the lock file, names of packages with peers go on after that. */
async function checksums(project: string): Promise<Map<string, string>> {
  const { npm }: { npm: Record<string, { integrity: string }> } = JSON.parse(
    await Deno.readTextFile(join(project, "deno.lock")),
  );
  return new Map(Object.entries(npm).map(([key, { integrity }]) => [/^.[^@]*@[^_]+/.exec(key)?.[0] ?? key, integrity]));
}
