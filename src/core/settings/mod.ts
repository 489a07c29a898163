/**
 * Settings come from the environment (and a `.env` file), with the names that geovisio uses, so that its instances can move
 * here. Nothing else in the program reads the environment.
 *
 * Each group of `docs/settings.md` has a file; a new setting goes into both.
 */
import { z } from "zod";
import { alertSettings } from "./alerts.ts";
import { allskySettings } from "./allsky.ts";
import { backupSettings } from "./backups.ts";
import { checkConnections, DATABASE_PARTS, databaseSettings, databaseUrlFromParts } from "./database.ts";
import { checkInstance, instanceSettings } from "./instance.ts";
import { type LoginKind, loginSettings, readLoginKind } from "./login.ts";
import { LEGACY_NAMES, warnOfUnknownNames } from "./names.ts";
import { isRuntimeName, RUNTIME_NAMES, type RuntimeName } from "./runtime.ts";
import { pictureSettings } from "./pictures.ts";
import { checkSecretKey, serverSettings } from "./server.ts";
import { SettingsError } from "./settings_error.ts";
import { fileCheckSettings, readStorage, type StorageLocations, storageSettings } from "./storage.ts";
import { uploadSettings } from "./uploads.ts";

export { type LoginKind, requiredSetting } from "./login.ts";
export { LEGACY_NAMES } from "./names.ts";
export { isRuntimeName, RUNTIME_NAMES, RUNTIME_SETTINGS, type RuntimeName, type RuntimeSetting } from "./runtime.ts";
export { SettingsError } from "./settings_error.ts";
export { VISIBILITIES, type Visibility } from "./uploads.ts";

const environment = z.object({
  ...serverSettings,
  ...databaseSettings,
  ...storageSettings,
  ...fileCheckSettings,
  ...backupSettings,
  ...alertSettings,
  ...pictureSettings,
  ...uploadSettings,
  ...loginSettings,
  ...allskySettings,
  ...instanceSettings,
});

/** The name of every setting, each an environment variable. */
export const SETTING_NAMES: readonly string[] = Object.keys(environment.shape);

/** Where settings keep the texts that they were read from; copies of settings have it too. */
const GIVEN: unique symbol = Symbol("given");

/** Every setting, typed. The keys are the names of the environment variables. */
export type Settings =
  & Omit<z.infer<typeof environment>, keyof typeof storageSettings | "OAUTH_PROVIDER">
  & {
    /** How people log in; undefined when they cannot: then only API tokens tell who calls. */
    OAUTH_PROVIDER?: LoginKind;
    /** Nobody asked for a login: the built-in one is there, and is not needed until there is an account for it. */
    loginIsOptional: boolean;
    storage: StorageLocations;
    /** What is odd about how the settings were given, such as legacy names. */
    warnings: string[];
    [GIVEN]: Record<string, string | undefined>;
  };

/**
 * Reads the settings.
 * @param variables the environment; an empty value counts as not set
 * @throws SettingsError with a line for every wrong setting: its name and what is accepted
 */
export function readSettings(variables: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const warnings = warnOfUnknownNames(Object.keys(given), [...SETTING_NAMES, ...DATABASE_PARTS]);
  for (const [old, name] of Object.entries(LEGACY_NAMES)) {
    if (given[old] === undefined) continue;
    warnings.push(`${old} is a legacy name, use ${name} instead`);
    given[name] ??= given[old];
  }
  given.DB_URL ??= databaseUrlFromParts(given);

  const read = environment.safeParse(given);
  if (!read.success) {
    throw new SettingsError(read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("\n"));
  }
  const { FS_URL, FS_TMP_URL, FS_PERMANENT_URL, FS_DERIVATES_URL, ...settings } = read.data;
  checkInstance(settings);
  checkConnections(settings);
  const keyWarning = checkSecretKey(settings);
  if (keyWarning) warnings.push(keyWarning);
  return {
    ...settings,
    OAUTH_PROVIDER: readLoginKind(settings),
    loginIsOptional: settings.OAUTH_PROVIDER === undefined && !settings.API_FORCE_AUTH_ON_UPLOAD,
    storage: readStorage({ FS_URL, FS_TMP_URL, FS_PERMANENT_URL, FS_DERIVATES_URL }, settings.PANORAMAX_DATA),
    warnings,
    [GIVEN]: given,
  };
}

/** How often settings were changed in this process while it runs. */
let changes = 0;

/** Differs after each change of settings: for what is remembered and made of settings. */
export function settingsVersion(): number {
  return changes;
}

/** The texts that settings were read from, to be read again by another thread. */
export function givenTexts(settings: Settings): Record<string, string | undefined> {
  return settings[GIVEN];
}

/** Whether a setting comes from the environment, which wins over what is stored. */
export function isGiven(settings: Settings, name: RuntimeName): boolean {
  return settings[GIVEN][name] !== undefined;
}

/**
 * What the settings would be with texts that are stored in the database.
 * @throws SettingsError as `readSettings()`
 */
export function withStored(settings: Settings, stored: Record<string, string>): Settings {
  const usable = Object.entries(stored).filter(([name]) => isRuntimeName(name));
  return readSettings({ ...Object.fromEntries(usable), ...settings[GIVEN] });
}

/** Which of the texts that are stored in the database this version accepts: the settings with them, and the names of the others. */
export function acceptedOf(
  settings: Settings,
  stored: Record<string, string>,
): { accepted: Settings; ignored: string[] } {
  const usable = { ...stored }, ignored: string[] = [];
  let next = tryStored(settings, usable);
  while (next instanceof SettingsError) {
    const { message } = next;
    // The names of all that are wrong are in the error. One value may be no good without another that was left out.
    const wrong = Object.keys(usable).filter((name) => message.includes(name));
    for (const name of wrong.length > 0 ? wrong : Object.keys(usable)) {
      ignored.push(name);
      delete usable[name];
    }
    next = tryStored(settings, usable);
  }
  return { accepted: next, ignored };
}

/**
 * Goes by texts that are stored in the database, from now on: changes the settings themselves, so that everybody who has them
 * sees it. Values that this version does not accept are left out.
 * @returns the names of those
 */
export function applyStored(settings: Settings, stored: Record<string, string>): string[] {
  const { accepted, ignored } = acceptedOf(settings, stored);
  for (const name of RUNTIME_NAMES) Object.assign(settings, { [name]: accepted[name] });
  settings.loginIsOptional = accepted.loginIsOptional;
  changes++;
  return ignored;
}

function tryStored(settings: Settings, stored: Record<string, string>): Settings | SettingsError {
  try {
    return withStored(settings, stored);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
}
