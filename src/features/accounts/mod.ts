/**
 * Accounts: who calls and what they may do. Logins (passwords, OpenID Connect, OpenStreetMap), sessions, API tokens, the keys
 * of cameras, roles, and the secret key of the instance.
 *
 * It stands on core alone and imports no other feature; pages about accounts belong to `web`, which is given what it needs
 * from here.
 */
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { accessAdminRoutes } from "./admin/access_routes.ts";
import { usersAdminRoutes } from "./admin/routes.ts";
import { configurationRoutes } from "./configuration.ts";
import { loginRoutes } from "./login/routes.ts";
import { type AnswerClaimPage, claimRoutes } from "./tokens/claim_routes.ts";
import { LoginAttempts } from "./local/attempts.ts";
import { passkeyRoutes } from "./passkeys/routes.ts";
import { sessionsRoutes } from "./sessions/routes.ts";
import { prepareQuotas } from "./quotas/quota.ts";
import { tokensRoutes } from "./tokens/routes.ts";
import { usersRoutes } from "./users/routes.ts";

export { activate, deactivate, describeAccount, listAccounts, type ListedAccount, setRole } from "./admin/queries.ts";
export { isMaker, type Made, rememberMaker, SECRET_HEADER } from "./anonymous_makers.ts";
export { findUsableApiKey, generateApiKey, type KnownApiKey, objectionToUsername } from "./api_keys/api_key.ts";
export { keepDefaults } from "./defaults.ts";
export { deleteDataOfAccount, type DeletedData } from "./delete_data.ts";
export { forgetOver } from "./forget_over.ts";
export { guard } from "./guard.ts";
export { signToken } from "./json_web_token.ts";
export { makeAccountLink, openAccountLink, useAccountLink } from "./links/link.ts";
export type { LinkRow } from "./links/queries.ts";
export { hashPassword, verifyPassword } from "./local/argon2.ts";
export { guarded, LoginAttempts } from "./local/attempts.ts";
export { attemptOf, logIn } from "./local/log_in.ts";
export { loginOfName, objectionToName, objectionToPassword, SHORTEST_PASSWORD } from "./local/password_rules.ts";
export {
  findLocalLogin,
  findPasswordOfAccount,
  hasLocalLogins,
  insertFirstAdministrator,
  type LocalLogin,
  setPassword,
} from "./local/queries.ts";
export { isSetupProof, makeSetupLink, SETUP_LIFETIME } from "./local/setup_link.ts";
export { addressAfterLogin, readNextUrl } from "./login/next_url.ts";
export { countDataOfAccount, findAccountById, findAccountsByName, insertAccount } from "./queries.ts";
export { forgetPendingLogin, keepPendingLogin, readPendingLogin } from "./second_factor/pending_login.ts";
export { type FactorsRow, readFactors, resetSecondFactor } from "./second_factor/queries.ts";
export { needsSecondFactor, requireFactorChange } from "./second_factor/rules.ts";
export {
  beginSetup,
  CodeAttempts,
  confirmSetup,
  removeCodes,
  renewRecoveryCodes,
  secretInSetup,
  useCode,
} from "./second_factor/second_factor.ts";
export { keyAddress } from "./second_factor/totp.ts";
export { findOwnQuota, type OwnQuota, readUsage, setOwnQuota } from "./quotas/queries.ts";
export { quotaOf, takeRoom, withinQuota } from "./quotas/quota.ts";
export { readSecretKey, requireSecretKey } from "./secret_key.ts";
export {
  endAllAccess,
  endSession,
  endSessions as endOtherSessions,
  listSessions,
  noteSecondFactor,
  type SessionRow,
} from "./sessions/queries.ts";
export {
  beginSession,
  forgetSession,
  type LoginRow,
  sessionAccount,
  sessionLimits,
  writeSession,
} from "./sessions/session.ts";
export type { AnswerClaimPage } from "./tokens/claim_routes.ts";
export {
  findAccountOfToken,
  findTokenOfDefaultAccount,
  insertToken,
  listTokens,
  type Token,
} from "./tokens/queries.ts";
export { acceptTermsOfService } from "./users/queries.ts";
export { acceptsAnonymousUploads, mayWrite, type Owned, requireAdministrator, requireWriter } from "./ownership.ts";
export { checkVisibility } from "./visibility.ts";

/** @param answerClaimPage the page on which somebody lets a program use their account */
export function accountsRoutes(router: Router, services: Services, answerClaimPage: AnswerClaimPage): void {
  prepareQuotas(services.team);
  loginRoutes(router, services);
  sessionsRoutes(router, services);
  tokensRoutes(router, services);
  if (services.settings.OAUTH_PROVIDER === "local") {
    passkeyRoutes(router, services, new LoginAttempts("passkeys", services.team));
  }
  claimRoutes(router, services, answerClaimPage);
  usersRoutes(router, services);
  configurationRoutes(router, services);
  usersAdminRoutes(router, services);
  accessAdminRoutes(router, services);
}
