/** Installs clients from registries. What cannot be installed is not run, and is reported. */
import { join } from "node:path";
import { DEBIAN_PACKAGES, NODE_PACKAGES } from "./packages.ts";

/** Variables of the environment by which tests find the clients. */
export type Places = Record<string, string>;

/** @param folder where packages of npm and Python go; what is there already stays */
export async function installClients(folder: string, project: string): Promise<Places> {
  await Deno.mkdir(folder, { recursive: true });
  const [python, node] = await Promise.all([
    installPython(join(folder, "python"), join(project, "tests/clients/requirements.txt")),
    installNode(join(folder, "node")),
    installDebian(),
  ]);
  return {
    ...(python ? { TEST_PYTHON_CLIENTS: python, PYTHON: python } : {}),
    ...(node ? { TEST_NODE_CLIENTS: node } : {}),
  };
}

/** @returns the interpreter; the one of TEST_PYTHON_CLIENTS has the packages already */
async function installPython(folder: string, requirements: string): Promise<string | undefined> {
  const given = Deno.env.get("TEST_PYTHON_CLIENTS");
  if (given) return given;
  const python = join(folder, "bin/python");
  const isInstalled = await runs("python3", "-m", "venv", folder) &&
    await runs(python, "-m", "pip", "install", "--quiet", "--requirement", requirements);
  return isInstalled ? python : undefined;
}

async function installNode(folder: string): Promise<string | undefined> {
  const given = Deno.env.get("TEST_NODE_CLIENTS");
  if (given) return given;
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(folder, "package.json"), "{}");
  const options = ["--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
  return await runs("npm", "install", ...options, ...NODE_PACKAGES) ? folder : undefined;
}

/** Only root can; elsewhere, what is there is used. */
async function installDebian(): Promise<void> {
  const missing: string[] = [];
  for (const [program, name] of Object.entries(DEBIAN_PACKAGES)) {
    if (!await runs("sh", "-c", `command -v ${program}`)) missing.push(name);
  }
  if (missing.length === 0 || Deno.uid() !== 0) return;
  await runs("apt-get", "update", "--quiet");
  await runs(
    "apt-get",
    "install",
    "-o",
    "DPkg::Lock::Timeout=120",
    "--quiet",
    "--yes",
    "--no-install-recommends",
    ...missing,
  );
}

async function runs(program: string, ...args: string[]): Promise<boolean> {
  try {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    const { success, stderr } = await new Deno.Command(program, { args, env, stdout: "null", stderr: "piped" })
      .output();
    if (!success && program !== "sh") console.error(`${program}: ${new TextDecoder().decode(stderr).trim()}`);
    return success;
  } catch (error) {
    console.error(String(error));
    return false;
  }
}
