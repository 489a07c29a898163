/**
 * Texts for people in every language, by name. Catalogues are split by area (`english/uploads.ts`): add a text there and in
 * `french/`, which the type checker asks for, then use it by `message("uploads.duplicate", { name })`. A text that another
 * language lacks is shown in English.
 */
export { type Language, LANGUAGE_NAMES, LANGUAGES } from "./language.ts";
export {
  Message,
  message,
  type MessageKey,
  type MessageValue,
  restoreMessage,
  type Say,
  speaker,
  type StoredMessage,
  storeMessage,
  textsFor,
  translate,
} from "./message.ts";
