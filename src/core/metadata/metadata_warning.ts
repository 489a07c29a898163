/** What was odd or missing in a picture's metadata, for the person who sent it. */
import { text, type TextKey } from "./texts.ts";

/** A remark that did not stop the reading. */
export interface MetadataWarning {
  /** The tag it is about, by exiv2's name, such as `Exif.GPSInfo.GPSImgDirection`; null when it is about none alone. */
  tag: string | null;
  /** The text of that tag that was not usable; null when the tag is missing. */
  value: string | null;
  /** In the language of the uploader. */
  message: string;
}

/** What fills the places of a warning's text. `tag` and `value` are also kept apart. */
export type WarningValues = Record<string, string> & { tag?: string; value?: string };

/** Notes something unusual that does not stop the reading. */
export type Warn = (key: TextKey, values?: WarningValues) => void;

/** The longest value that a warning repeats, in characters. */
const LONGEST_VALUE = 200;

/** Collects warnings in a list. @param language BCP 47; English when unknown */
export function warnInto(warnings: MetadataWarning[], language = "en"): Warn {
  return (key, values = {}) => {
    const shown = values.value === undefined ? values : { ...values, value: shortened(values.value) };
    warnings.push({ tag: shown.tag ?? null, value: shown.value ?? null, message: text(language, key, shown) });
  };
}

function shortened(value: string): string {
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
}
