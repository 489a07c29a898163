/**
 * Which passwords are accepted (NIST SP 800-63B section 3.1.1): long ones that are not among the most common. There are no
 * rules about characters.
 */
import { type Message, message } from "../../../core/messages/mod.ts";

/** Characters (NIST SP 800-63B section 3.1.1.2). */
export const SHORTEST_PASSWORD = 8;
/** Longer ones add no security. */
const LONGEST_PASSWORD = 256;
const LONGEST_NAME = 100;

/** What is wrong with a new password; undefined when it will do. */
export async function objectionToPassword(password: string, login: string): Promise<Message | undefined> {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return message("accounts.password_too_short", { length: SHORTEST_PASSWORD });
  if (length > LONGEST_PASSWORD) return message("accounts.password_too_long", { length: LONGEST_PASSWORD });
  if (password.toLowerCase() === login.toLowerCase()) return message("accounts.password_is_name");
  if (await isCommon(password)) return message("accounts.password_common");
  return undefined;
}

/** Whether a password is among the most common ones of leaked lists, also with signs, or digits and signs, around it. */
async function isCommon(password: string): Promise<boolean> {
  // Half a megabyte, needed when somebody chooses a password.
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  const common = new Set(dictionary["passwords-common"]);
  const text = password.toLowerCase();
  const forms = [/[\W_]+$/, /^[\W_]+/, /[\W\d_]+$/, /^[\W\d_]+/].map((around) => text.replace(around, ""));
  return [text, ...forms].some((form) => common.has(form));
}

/** What is wrong with the name of a new account; undefined when it will do. */
export function objectionToName(name: string): Message | undefined {
  if (name.trim() === "") return message("accounts.name_missing");
  if ([...name].length > LONGEST_NAME) return message("accounts.name_too_long", { length: LONGEST_NAME });
  // deno-lint-ignore no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(name)) return message("accounts.name_has_control_characters");
  return undefined;
}

/** The form in which logins are compared. */
export function loginOfName(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
