/** Settings that stop the start: a line for each, with its name and what is accepted. */
export class SettingsError extends Error {
  override name = "SettingsError";
}
