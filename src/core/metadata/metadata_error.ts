/** Why a picture's metadata cannot be used. */
import { text, type TextKey } from "./texts.ts";

/** What every picture needs. */
export type MandatoryField = "datetime" | "location";

/** The metadata lack something mandatory, or contradict themselves. The message is for the person who sent the picture. */
export class MetadataError extends Error {
  /**
   * @param key which text of the catalogue the message is
   * @param language of the message
   * @param missingFields the mandatory fields that could not be read; empty when a value is wrong rather than missing
   */
  constructor(readonly key: TextKey, language: string, readonly missingFields: MandatoryField[] = []) {
    super(
      key === "mandatoryMissing"
        ? text(language, key, { first: text(language, "positionMissing"), second: text(language, "dateMissing") })
        : text(language, key),
    );
    this.name = "MetadataError";
  }
}

/** A rule found a value that contradicts itself. Turned into a MetadataError where the language is known. */
export class InvalidValue extends Error {
  constructor(readonly key: TextKey) {
    super(text("en", key));
    this.name = "InvalidValue";
  }
}
