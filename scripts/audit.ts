/**
 * `deno task audit`: asks the registry that npm is set up with for advisories about the locked packages. Fails on those of
 * high or critical severity; lists the others. A registry that does not answer such requests is reported, but does not count as a failure.
 */
import { resolve } from "node:path";

interface Advisory {
  title: string;
  severity: "info" | "low" | "moderate" | "high" | "critical";
  url: string;
  vulnerable_versions: string;
}

const FAILING: readonly Advisory["severity"][] = ["high", "critical"];
const TIMEOUT = 30_000;

const versions = await lockedVersions(resolve(import.meta.dirname ?? ".", "../deno.lock"));
const advisories = await askRegistry(versions);
if (advisories) report(advisories);

/** Versions by package name. */
async function lockedVersions(lock: string): Promise<Map<string, string[]>> {
  const { npm }: { npm: Record<string, unknown> } = JSON.parse(await Deno.readTextFile(lock));
  const found = new Map<string, string[]>();
  for (const key of Object.keys(npm)) {
    const [, name, version] = /^(.[^@]*)@([^_]+)/.exec(key) ?? [];
    if (name && version) found.set(name, [...found.get(name) ?? [], version]);
  }
  return found;
}

async function askRegistry(versions: Map<string, string[]>): Promise<Record<string, Advisory[]> | undefined> {
  const { stdout } = await new Deno.Command("npm", { args: ["config", "get", "registry"], stdin: "null" }).output();
  const registry = new TextDecoder().decode(stdout).trim();
  try {
    const response = await fetch(new URL("-/npm/v1/security/advisories/bulk", registry), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(Object.fromEntries(versions)),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (response.ok) return await response.json();
    await response.body?.cancel();
    console.log(`Audit skipped: the registry does not answer it (status ${response.status})`);
  } catch (error) {
    console.log(`Audit skipped: the registry cannot be reached (${error instanceof Error ? error.message : error})`);
  }
}

function report(advisories: Record<string, Advisory[]>): void {
  const found = Object.entries(advisories).flatMap(([name, list]) => list.map((advisory) => ({ name, ...advisory })));
  for (const { name, severity, title, vulnerable_versions, url } of found) {
    console.log(`${severity}: ${name} ${vulnerable_versions}: ${title} (${url})`);
  }
  console.log(`${versions.size} packages, ${found.length} advisories`);
  if (found.some(({ severity }) => FAILING.includes(severity))) Deno.exit(1);
}
