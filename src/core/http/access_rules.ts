/**
 * Who may call a route: one table of rules. Every route declares one of them; the guard that the router is given enforces it
 * before the handler runs. What depends on the object (its owner, its visibility) is checked where the object is known.
 */

/** What a route requires of its caller, and what it does. */
export interface AccessRule {
  /** Refused on a read-only instance. */
  writes: boolean;
  /** Whether the route looks up who calls; a token that is not valid is only noticed then. */
  asksWhoCalls: boolean;
  /** What anonymous callers get: allowed, refused, redirected to the login page, or as the instance is configured for uploads. */
  anonymous: "welcome" | "refused" | "sent to log in" | "as uploads want it";
  /** Refused from foreign pages even when nobody is logged in: login forms. */
  fromOwnPagesOnly?: boolean;
}

/** All rules by name. Routes choose one as their `access`; docs/permissions.md lists which. */
export const ACCESS_RULES = {
  /** Everybody sees the same. */
  "open": { writes: false, asksWhoCalls: false, anonymous: "welcome" },
  /** A write that is the same for everybody. */
  "open-writes": { writes: true, asksWhoCalls: false, anonymous: "welcome" },
  /** A login form. */
  "login-form": { writes: false, asksWhoCalls: true, anonymous: "welcome", fromOwnPagesOnly: true },
  /** A form that creates an account. */
  "registration-form": { writes: true, asksWhoCalls: true, anonymous: "welcome", fromOwnPagesOnly: true },
  /** Everybody; the answer depends on who calls. */
  "anyone": { writes: false, asksWhoCalls: true, anonymous: "welcome" },
  /** A write by anyone, including anonymous callers. */
  "anyone-writes": { writes: true, asksWhoCalls: true, anonymous: "welcome" },
  /** A write by a known caller, or by anyone if the instance allows anonymous uploads. */
  "uploader": { writes: true, asksWhoCalls: true, anonymous: "as uploads want it" },
  /** A write by a known caller. */
  "logged-writes": { writes: true, asksWhoCalls: true, anonymous: "refused" },
  /** A read by a known caller; browsers are sent to the login page. */
  "logged-reads": { writes: false, asksWhoCalls: true, anonymous: "sent to log in" },
  /** A read by a known caller; others are refused, browsers too. */
  "logged-reads-or-refused": { writes: false, asksWhoCalls: true, anonymous: "refused" },
  /** A write by a known caller; browsers are sent to the login page. */
  "logged-writes-or-login": { writes: true, asksWhoCalls: true, anonymous: "sent to log in" },
} as const satisfies Record<string, AccessRule>;

/** Name of a rule. */
export type Access = keyof typeof ACCESS_RULES;

/** Rights that a token of the API can have. Each stands alone: a program that uploads and looks at the result needs two. */
export const SCOPES = ["read", "upload", "edit", "admin"] as const;
/** What a token with limited rights may do. */
export type Scope = (typeof SCOPES)[number];

/** Administration of the instance, and of the account itself: its logins, its tokens. */
const ADMINISTRATION =
  /^\/(api\/admin|admin|metrics|account|login|setup|join)(\/|$)|^\/api\/auth\/|^\/api\/users\/me\/(tokens|sessions|second_factor|passkeys)(\/|$)/;
/** Changing these is administration, reading them is not. */
const ADMINISTERED = /^\/api\/(configuration|pages)\//;

/** The right that a token needs to call a route; null where nobody asks who calls, so that tokens do not matter. */
export function scopeOf(route: { method: string; path: string; access: Access }): Scope | null {
  const rule: AccessRule = ACCESS_RULES[route.access];
  if (!rule.asksWhoCalls) return null;
  if (ADMINISTRATION.test(route.path)) return "admin";
  // Searching by POST reads.
  if (!rule.writes) return "read";
  if (ADMINISTERED.test(route.path)) return "admin";
  return rule.anonymous === "as uploads want it" && route.method === "post" ? "upload" : "edit";
}
