/** Which passwords are good enough: long ones (NIST SP 800-63B section 3.1.1); there are no rules for their characters. */

export const SHORTEST_PASSWORD = 8;
/** More is hashed for nothing. */
const LONGEST_PASSWORD = 256;
const LONGEST_NAME = 100;

/** What is wrong with a new password; undefined when it will do. */
export function objectionToPassword(password: string, login: string): string | undefined {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return `The password needs at least ${SHORTEST_PASSWORD} characters`;
  if (length > LONGEST_PASSWORD) return `The password may have at most ${LONGEST_PASSWORD} characters`;
  if (password.toLowerCase() === login.toLowerCase()) return "The password must not be the name of the account";
  return undefined;
}

/** What is wrong with the name of a new account; undefined when it will do. */
export function objectionToName(name: string): string | undefined {
  if (name.trim() === "") return "The account needs a name";
  if ([...name].length > LONGEST_NAME) return `The name may have at most ${LONGEST_NAME} characters`;
  // deno-lint-ignore no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(name)) return "The name must not have control characters";
  return undefined;
}

/** The form in which logins are compared. */
export function loginOfName(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
