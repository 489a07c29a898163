/** `default-account-tokens get`: the token that lets the administrator use the API. */
import { findTokenOfDefaultAccount, readSecretKey, signToken } from "../features/accounts/mod.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";
import { Output, type OutputOptions } from "./output.ts";

/**
 * Prints the JSON Web Token alone, so that scripts can use it.
 * @throws CommandError when the default account has no token
 */
export function getDefaultAccountToken(options: CommonOptions & OutputOptions): Promise<void> {
  return withDatabase(options, async (sql, settings) => {
    const key = await readSecretKey(settings);
    const token = await findTokenOfDefaultAccount(sql);
    if (!token) throw new CommandError("The default account has no token");
    const signed = await signToken(token, key), output = new Output(options);
    output.say(signed);
    output.give({ token: signed });
  });
}
