/** `default-account-tokens get`: the token that lets the administrator use the API. */
import { findTokenOfDefaultAccount, readSecretKey, signToken } from "../features/accounts/mod.ts";
import { type CommonOptions, withDatabase } from "./environment.ts";

/** Prints the JSON Web Token alone, so that it can be used in scripts; or why there is none. */
export function getDefaultAccountToken(options: CommonOptions): Promise<void> {
  return withDatabase(options, async (sql, settings) => {
    try {
      const key = await readSecretKey(settings);
      const token = await findTokenOfDefaultAccount(sql);
      if (!token) throw new Error("Default account has no associated token");
      console.log(await signToken(token, key));
    } catch (error) {
      console.log(`Impossible to get default account's JWT token: ${(error as Error).message}`);
    }
  });
}
