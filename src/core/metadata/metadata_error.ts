/** Why a picture's metadata cannot be used. */
import type { MetadataWarning } from "./metadata_warning.ts";
import { text, type TextKey } from "./texts.ts";

/** What every picture needs. */
export type MandatoryField = "datetime" | "location";

/** The metadata lack something mandatory, or contradict themselves. The message is for the person who sent the picture. */
export class MetadataError extends Error {
  readonly key: TextKey;
  readonly missingFields: MandatoryField[];
  /** The cause of the refusal: tags and their values. Empty when the file has none of the tags it needs. */
  readonly tags: MetadataWarning[];

  /**
   * @param key which text of the catalogue the message is
   * @param language of the message
   * @param missingFields the mandatory fields that could not be read; empty when a value is wrong rather than missing
   * @param tags what led to the refusal
   */
  constructor(
    key: TextKey,
    language: string,
    missingFields: MandatoryField[] = [],
    tags: MetadataWarning[] = [],
  ) {
    super(
      key === "metadata.mandatory_missing"
        ? text(language, key, {
          first: text(language, "metadata.position_missing"),
          second: text(language, "metadata.date_missing"),
        })
        : text(language, key),
    );
    this.name = "MetadataError";
    this.key = key;
    this.missingFields = missingFields;
    this.tags = tags;
  }
}

/** A rule found a value that contradicts itself. Turned into a MetadataError where the language is known. */
export class InvalidValue extends Error {
  readonly key: TextKey;
  readonly tag: string;
  readonly value: string | null;

  constructor(key: TextKey, tag: string, value: string | null = null) {
    super(text("en", key));
    this.key = key;
    this.tag = tag;
    this.value = value;
    this.name = "InvalidValue";
  }
}
