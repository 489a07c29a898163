/** What there is to say of settings: their values as texts, and where those come from. */
import {
  isGiven,
  readSettings,
  RUNTIME_NAMES,
  RUNTIME_SETTINGS,
  type RuntimeName,
  type RuntimeSetting,
  type Settings,
  VISIBILITIES,
} from "../../core/settings/mod.ts";
import type { DefaultsRow } from "./queries.ts";

/** Kept in the database since geovisio: the environment only has the first word. */
export const DATABASE_SETTINGS = {
  API_DEFAULT_PICTURE_VISIBILITY: { group: "uploads", kind: "choice", words: VISIBILITIES },
  API_DEFAULT_COLLABORATIVE_METADATA_EDITING: { group: "uploads", kind: "flag" },
} as const satisfies Record<string, RuntimeSetting>;

/** The name of such a setting. */
export type DatabaseSettingName = keyof typeof DATABASE_SETTINGS;

/** A setting that administrators may change. */
export interface DescribedSetting {
  name: RuntimeName | DatabaseSettingName;
  group: RuntimeSetting["group"];
  kind: RuntimeSetting["kind"];
  words: readonly string[];
  /** As the environment would have it; null when it is not set and has no default. */
  value: string | null;
  default: string | null;
  /** The environment wins: it cannot be changed here. */
  source: "environment" | "stored" | "default";
  takes_effect: "now" | "restart";
}

/** Describes all of them. */
export function describeSettings(
  settings: Settings,
  stored: Record<string, string>,
  defaults: DefaultsRow,
): DescribedSetting[] {
  const original = readSettings({});
  const runtime = RUNTIME_NAMES.map((name): DescribedSetting => {
    const { group, kind, words, needsRestart }: RuntimeSetting = RUNTIME_SETTINGS[name];
    return {
      name,
      group,
      kind,
      words: words ?? [],
      value: textOf(settings[name]),
      default: textOf(original[name]),
      source: isGiven(settings, name) ? "environment" : stored[name] === undefined ? "default" : "stored",
      takes_effect: needsRestart ? "restart" : "now",
    };
  });
  const inDatabase = (name: DatabaseSettingName, value: string, fallback: string): DescribedSetting => {
    const { group, kind, words }: RuntimeSetting = DATABASE_SETTINGS[name];
    const source = value === fallback ? "default" : "stored";
    return { name, group, kind, words: words ?? [], value, default: fallback, source, takes_effect: "now" };
  };
  return [
    ...runtime,
    inDatabase("API_DEFAULT_PICTURE_VISIBILITY", defaults.default_visibility ?? "anyone", "anyone"),
    inDatabase(
      "API_DEFAULT_COLLABORATIVE_METADATA_EDITING",
      String(defaults.collaborative_metadata ?? true),
      "true",
    ),
  ];
}

/** A value as the environment would have it. */
function textOf(value: Settings[RuntimeName]): string | null {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
