/** Texts for people, by name: what a message says in each language stands in the catalogues next to this file. */
import { ENGLISH } from "./english/mod.ts";
import { FRENCH } from "./french/mod.ts";
import { GERMAN } from "./german/mod.ts";
import { HUNGARIAN } from "./hungarian/mod.ts";
import type { Language } from "./language.ts";
import { SPANISH } from "./spanish/mod.ts";

type Catalogue = typeof ENGLISH;

/** Name of a text: the area, a full stop, and what it says, such as `uploads.duplicate`. */
export type MessageKey = keyof Catalogue;

/** Names of the places in a text: `"{count} of {all}"` has `count` and `all`. */
type PlacesOf<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}` ? Place | PlacesOf<Rest>
  : never;

/** What may stand in a place. A message is translated with the text around it. */
export type MessageValue = string | number | Message;

/** The values that a text needs; nothing for a text without places. */
type ValuesOf<Key extends MessageKey> = [PlacesOf<Catalogue[Key]>] extends [never] ? []
  : [values: Record<PlacesOf<Catalogue[Key]>, MessageValue>];

/** Gives the text of a name, in the language it was made for. */
export type Say = <Key extends MessageKey>(key: Key, ...values: ValuesOf<Key>) => string;

const PLACE = /\{(\w+)\}/g;

const CATALOGUES: Record<Language, Partial<Record<MessageKey, string>>> = {
  en: ENGLISH,
  fr: FRENCH,
  de: GERMAN,
  es: SPANISH,
  hu: HUNGARIAN,
};

/** A text for people, not yet in a language. As a string it is English. */
export class Message {
  readonly key: MessageKey;
  readonly values: Readonly<Record<string, MessageValue>>;

  /** For code that gets a key as data; elsewhere `message()` checks the values. */
  constructor(key: MessageKey, values: Readonly<Record<string, MessageValue>> = {}) {
    this.key = key;
    this.values = values;
  }

  toString(): string {
    return translate(this, "en");
  }
}

/**
 * A text for people by its name.
 * @param values what stands in its places, such as `{ name }` for `"{name} is too long"`
 */
export function message<Key extends MessageKey>(key: Key, ...[values]: ValuesOf<Key>): Message {
  return new Message(key, values ?? {});
}

/** The text of a message in a language; in English when that language lacks it. Values stay as they are. */
export function translate({ key, values }: Message, language: Language): string {
  const text: string = CATALOGUES[language][key] ?? ENGLISH[key];
  return text.replaceAll(PLACE, (place, name) => {
    const value = values[name];
    if (value === undefined) return place;
    return value instanceof Message ? translate(value, language) : String(value);
  });
}

/** A message as the database keeps it, to be translated when it is shown. */
export interface StoredMessage {
  key: string;
  values: Record<string, string | number | StoredMessage>;
}

/** The JSON of a message, to be kept. */
export function storeMessage({ key, values }: Message): StoredMessage {
  const stored = Object.entries(values).map(([name, value]) =>
    [name, value instanceof Message ? storeMessage(value) : value] as const
  );
  return { key, values: Object.fromEntries(stored) };
}

/** The message that was kept; undefined for one that this version does not know. */
export function restoreMessage({ key, values }: StoredMessage): Message | undefined {
  if (!isKey(key)) return undefined;
  const restored = Object.entries(values).map(([name, value]) =>
    [name, typeof value === "object" ? restoreMessage(value) ?? value.key : value] as const
  );
  return new Message(key, Object.fromEntries(restored));
}

function isKey(key: string): key is MessageKey {
  return Object.hasOwn(ENGLISH, key);
}

/** Speaks one language: `say("web.upload")`. */
export function speaker(language: Language): Say {
  return (key, ...values) => translate(message(key, ...values), language);
}

/** The texts that a script in the browser shows, by their names; it fills the places itself. */
export function textsFor(keys: readonly MessageKey[], language: Language): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, CATALOGUES[language][key] ?? ENGLISH[key]]));
}
