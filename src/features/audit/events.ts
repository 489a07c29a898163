/** Which requests are events of the audit log: by method and declared path, so that no feature has to think of it. */

/** Kinds of events, as they are stored and filtered. */
export const EVENT_KINDS = [
  "login",
  "login_failed",
  "logout",
  "account",
  "role",
  "token",
  "report",
  "settings",
  "deletion",
] as const;
/** What happened. */
export type EventKind = (typeof EVENT_KINDS)[number];

/** What requests of a route mean when they succeed, and when they are refused; refused ones are not events unless named. */
interface AuditedRoute {
  done?: EventKind;
  refused?: EventKind;
}

const ROUTES: Record<string, AuditedRoute> = {
  "POST /login": { done: "login", refused: "login_failed" },
  "POST /login/code": { done: "login", refused: "login_failed" },
  "POST /api/auth/passkey": { done: "login", refused: "login_failed" },
  "GET /api/auth/redirect": { done: "login", refused: "login_failed" },
  "GET /api/auth/logout": { done: "logout" },
  "POST /api/auth/logout": { done: "logout" },
  "POST /setup": { done: "account" },
  "POST /account": { done: "account", refused: "account" },
  "POST /account/second-factor": { done: "account", refused: "account" },
  "POST /api/users/me/passkeys/options": { refused: "account" },
  "PATCH /api/users/me/passkeys/{id:uuid}": { done: "account" },
  "POST /api/users/me/passkeys": { done: "account", refused: "account" },
  "DELETE /api/users/me/passkeys/{id:uuid}": { done: "account" },
  "PATCH /api/users/me": { done: "settings" },
  "PATCH /api/admin/users/{id:uuid}": { done: "role", refused: "role" },
  "PATCH /api/admin/settings": { done: "settings", refused: "settings" },
  "POST /api/admin/backups": { done: "settings", refused: "settings" },
  "POST /api/admin/jobs/retry": { done: "settings" },
  "POST /join": { done: "account", refused: "account" },
  "POST /api/admin/users": { done: "account", refused: "account" },
  "POST /api/admin/invitations": { done: "account", refused: "account" },
  "POST /api/admin/users/{id:uuid}/link": { done: "account", refused: "account" },
  "POST /api/admin/users/{id:uuid}/disable": { done: "account", refused: "account" },
  "POST /api/admin/users/{id:uuid}/enable": { done: "account", refused: "account" },
  "PUT /api/admin/users/{id:uuid}/quota": { done: "settings" },
  "DELETE /api/admin/users/{id:uuid}/sessions": { done: "logout" },
  "POST /api/auth/tokens/generate": { done: "token" },
  "POST /api/auth/tokens/{id:uuid}/claim": { done: "token" },
  "POST /api/users/me/tokens": { done: "token" },
  "DELETE /api/users/me/tokens": { done: "token" },
  "DELETE /api/users/me/tokens/{id:uuid}": { done: "token" },
  "DELETE /api/users/me/sessions": { done: "logout" },
  "DELETE /api/users/me/sessions/{id:uuid}": { done: "logout" },
  "POST /api/reports": { done: "report" },
  "PATCH /api/reports/{id:uuid}": { done: "report" },
  "POST /api/reports/{id:uuid}/undo": { done: "report" },
  "POST /api/configuration/excluded_areas": { done: "settings" },
  "PUT /api/configuration/excluded_areas": { done: "settings" },
  "DELETE /api/configuration/excluded_areas/{id:uuid}": { done: "settings" },
  "POST /api/pages/{page}/publish-change": { done: "settings" },
  "PUT /api/pages/{page}/publish-change": { done: "settings" },
  "POST /api/pages/{page}/{language}": { done: "settings" },
  "PUT /api/pages/{page}/{language}": { done: "settings" },
  "DELETE /api/pages/{page}/{language}": { done: "settings" },
  "DELETE /api/admin/jobs/{id:uuid}": { done: "deletion" },
  "DELETE /api/collections/{id:uuid}": { done: "deletion" },
  "DELETE /api/collections/{collection:uuid}/items/{id:uuid}": { done: "deletion" },
  "POST /api/collections/{id:uuid}/items/delete": { done: "deletion" },
  "POST /api/collections/{id:uuid}/merge": { done: "deletion" },
  "DELETE /api/upload_sets/{id:uuid}": { done: "deletion" },
};

/** @returns undefined when a request is not an event */
export function kindOf(method: string, route: string | undefined, status: number): EventKind | undefined {
  const audited = ROUTES[`${method} ${route}`];
  return status < 400 ? audited?.done : audited?.refused;
}

/** Routes that are audited, as `METHOD path`: a test compares them with those that exist. */
export const AUDITED_ROUTES: readonly string[] = Object.keys(ROUTES);
