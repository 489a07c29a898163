/** `install-service` and `uninstall-service`: the server as a service of systemd. No other program is started: it may not. */
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { CommandError } from "../command_error.ts";
import { findUser } from "../users.ts";
import { NEW_ENVIRONMENT_FILE } from "./environment_file.ts";
import {
  ENVIRONMENT_FILE,
  isHome,
  type ServiceUnit,
  serviceUnit,
  stateDirectory,
  UNIT_FILE,
  UNIT_MARK,
  UNIT_PATH,
  USUAL_BINARY,
  USUAL_FOLDER,
} from "./unit.ts";

const ROOT = 0;
/** There while systemd runs the machine (sd_booted(3)). */
const SYSTEMD_RUNS = "/run/systemd/system";
const HIGHEST_PORT = 65_535;

/** Options of `install-service`. */
export interface InstallOptions {
  /** Install it, instead of printing the unit. */
  write?: boolean;
  /** An existing user. */
  user?: string;
  /** Of the data. */
  folder?: string;
  host?: string;
  port?: string;
  /** The program. */
  binary?: string;
}

/** Options of `uninstall-service`. */
export interface UninstallOptions {
  /** Remove the unit, instead of saying how. */
  write?: boolean;
}

/**
 * Installs the unit with a file for settings, or only makes it.
 * @param root where the files go, `/` but for tests
 * @returns the unit, or what was done and what is left to do
 * @throws CommandError for wrong options, without the rights of root, or over a unit of somebody else
 */
export async function installService(options: InstallOptions, root = "/"): Promise<string> {
  const service = readOptions(options);
  const unit = serviceUnit(service);
  if (!options.write) return unit.trimEnd();
  refuseOthersThanRoot();
  await refuseUnreachableBinary(service.binary);
  await refuseOthersUnit(join(root, UNIT_FILE));
  await prepareOwner(service, root);
  const isNew = await writeNew(join(root, ENVIRONMENT_FILE), NEW_ENVIRONMENT_FILE, 0o640);
  await writeUnit(join(root, UNIT_FILE), unit);
  return [
    `The unit is in ${UNIT_FILE}.`,
    `${isNew ? "Settings go into" : "Settings stayed as they are in"} ${ENVIRONMENT_FILE}.`,
    ...afterInstalling(service, existsSync(join(root, SYSTEMD_RUNS))),
  ].join("\n");
}

/**
 * Removes the unit, or says how. Settings and data stay.
 * @param root where the files are, `/` but for tests
 * @returns what was done and what is left to do
 * @throws CommandError without the rights of root, or if there is no unit of this program
 */
export async function uninstallService({ write }: UninstallOptions, root = "/"): Promise<string> {
  const path = join(root, UNIT_FILE);
  const unit = await textOf(path);
  if (unit === undefined) throw new CommandError(`There is no ${UNIT_FILE}`);
  if (!unit.startsWith(UNIT_MARK)) throw new CommandError(`${UNIT_FILE} was not made by install-service`);
  const folder = /^Environment=PANORAMAX_DATA=(.*)$/m.exec(unit)?.[1] ?? USUAL_FOLDER;
  const stays = [`Settings in ${ENVIRONMENT_FILE} and data in ${folder} stay. To delete them for good:`];
  const forGood = [
    `  rm ${ENVIRONMENT_FILE}`,
    `  rm -r ${folder} ${stateDirectory(folder) ? privateFolder(folder) : ""}`.trimEnd(),
  ];
  if (!write) {
    return [
      "To stop the service and remove it:",
      "  systemctl disable --now panoramax",
      "  panoramax uninstall-service --write",
      "  systemctl daemon-reload",
      ...stays,
      ...forGood,
    ].join("\n");
  }
  refuseOthersThanRoot();
  const enabled = join(dirname(path), "multi-user.target.wants", "panoramax.service");
  await Deno.remove(enabled).catch(unlessMissing);
  await Deno.remove(path);
  return [
    `Removed ${UNIT_FILE}. If the service still runs:`,
    "  systemctl stop panoramax",
    "  systemctl daemon-reload",
    ...stays,
    ...forGood,
  ].join("\n");
}

/** With `DynamicUser=`, the folder is a link to this one. */
function privateFolder(folder: string): string {
  return folder.replace("/var/lib/", "/var/lib/private/");
}

function readOptions({ user, folder = USUAL_FOLDER, host, port, binary }: InstallOptions): ServiceUnit {
  const program = binary ?? (Deno.build.standalone ? Deno.execPath() : USUAL_BINARY);
  for (const [name, path] of [["--folder", folder], ["--binary", program]] as const) {
    if (UNIT_PATH.test(path)) continue;
    throw new CommandError(`${name} should be an absolute path without spaces, quotes, % and $, got '${path}'`);
  }
  if (user !== undefined && !/^[a-z_][\w-]*$/i.test(user)) throw new CommandError(`Invalid name of a user: ${user}`);
  if (user === "root") throw new CommandError("The service should not run as root");
  if (host !== undefined && !/^[\w.:-]+$/.test(host)) throw new CommandError(`Invalid address: ${host}`);
  const number = port === undefined ? undefined : Number(port);
  if (number !== undefined && !(Number.isInteger(number) && number >= 1 && number <= HIGHEST_PORT)) {
    throw new CommandError(`--port should be a number from 1 to ${HIGHEST_PORT}, got '${port}'`);
  }
  const data = normalize(folder).replace(/(?<=.)\/+$/, "");
  if (user === undefined && !stateDirectory(data)) {
    throw new CommandError(`A folder outside of /var/lib needs a user to belong to: add --user`);
  }
  return { binary: normalize(program), folder: data, user, host, port: number };
}

function refuseOthersThanRoot(): void {
  if (Deno.build.os !== "linux") throw new CommandError("There is systemd on Linux only");
  if (Deno.uid() !== ROOT) {
    throw new CommandError("--write needs root: run it with sudo. Without it, the unit is printed");
  }
}

async function refuseUnreachableBinary(binary: string): Promise<void> {
  const status = await Deno.stat(binary).catch(unlessMissing);
  const move = `Move it, then use it there: sudo install -m 755 ${binary} ${USUAL_BINARY}`;
  if (!status?.isFile) throw new CommandError(`There is no program ${binary}. Give its path by --binary`);
  if (isHome(binary) || /^\/(var\/)?tmp\//.test(binary)) {
    throw new CommandError(`Services do not see ${dirname(binary)}. ${move}`);
  }
}

/** The user is there, and so is a folder that systemd does not make itself. One that was there stays as it is. */
async function prepareOwner({ folder, user }: ServiceUnit, root: string): Promise<void> {
  if (user === undefined) return;
  const owner = await findUser({ name: user });
  if (!owner) {
    throw new CommandError(
      `There is no user ${user}. Make one: useradd --system --home-dir ${folder} --shell /usr/sbin/nologin ${user}`,
    );
  }
  const path = join(root, folder);
  if (stateDirectory(folder) || await Deno.stat(path).catch(unlessMissing)) return;
  await Deno.mkdir(path, { recursive: true, mode: 0o750 });
  await Deno.chown(path, owner.uid, owner.gid);
}

/** @returns whether it was written; a file that is there stays */
async function writeNew(path: string, text: string, mode: number): Promise<boolean> {
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(path, text, { createNew: true, mode });
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    throw error;
  }
}

async function refuseOthersUnit(path: string): Promise<void> {
  const present = await textOf(path);
  if (present !== undefined && !present.startsWith(UNIT_MARK)) {
    throw new CommandError(`${UNIT_FILE} was not made by this command. Move it away, then run this again`);
  }
}

/** Writes the unit over an older one of this program, whole or not at all. */
async function writeUnit(path: string, unit: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(`${path}.new`, unit, { mode: 0o644 });
  await Deno.rename(`${path}.new`, path);
}

function textOf(path: string): Promise<string | undefined> {
  return Deno.readTextFile(path).catch(unlessMissing);
}

function unlessMissing(error: unknown): undefined {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

function afterInstalling(
  { binary, folder, user, host = "127.0.0.1", port = 5000 }: ServiceUnit,
  runs: boolean,
): string[] {
  const asService = user === undefined
    ? `systemd-run --pipe --wait --quiet -p DynamicUser=yes -p User=panoramax -p StateDirectory=${
      stateDirectory(folder)
    } ` +
      `-p EnvironmentFile=-${ENVIRONMENT_FILE} -E PANORAMAX_DATA=${folder} ${binary} user --list`
    : `systemd-run --pipe --wait --quiet -p User=${user} -p EnvironmentFile=-${ENVIRONMENT_FILE} -E PANORAMAX_DATA=${folder} ` +
      `${binary} user --list`;
  return [
    ...(runs
      ? ["To start it, now and with the machine:", "  systemctl daemon-reload"]
      : ["systemd does not run this machine, so that nothing starts now. With systemd:"]),
    "  systemctl enable panoramax",
    ...(runs ? ["  systemctl restart panoramax"] : []),
    `Then it is at http://${host.includes(":") ? `[${host}]` : host}:${port}, unless the settings say otherwise.`,
    "The link that creates the first administrator works for half an hour after each start:",
    "  journalctl --unit panoramax --output cat | grep setup",
    "Other commands, as the service:",
    `  ${asService}`,
  ];
}
