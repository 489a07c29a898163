/** What belongs to one request, kept in Hono's context. */
import type { Context } from "hono";
import type { Language } from "../messages/mod.ts";
import type { Scope } from "./access_rules.ts";
import type { Account } from "./account.ts";
import type { Session } from "./session.ts";

/** What administrators wrote for the frame of all pages. */
export interface FrameTexts {
  /** News, as HTML that is safe to show, and its language. */
  banner?: { content: string; language: string };
  /** Whether there are terms of service. */
  hasTerms: boolean;
}

/** What Hono's context holds for each request. */
export type RequestVariables = {
  Bindings: {
    /** IP address of the other end of the connection: the client, or the last proxy. */
    remoteAddress?: string;
  };
  Variables: {
    requestId: string;
    /** See `baseUrl()`. */
    baseUrl?: string;
    /** The path of the route as it was declared; undefined while none is found. */
    route?: string;
    /** Whether the access rule of the route says that it writes; undefined while no route is found. */
    writes?: boolean;
    /** Who calls; undefined until a guard asked, null for an anonymous caller. */
    caller?: Account | null;
    /** The session by which the caller is known; undefined for callers with a token. */
    session?: Session;
    /** Whether the login of this session had a second factor, or one was proved later. */
    hasSecondFactor?: boolean;
    /** What the token of the caller may do; undefined where it may do everything, and for callers without one. */
    scopes?: readonly Scope[];
    /** What the database showed when the caller was looked up, see `core/db/moments.ts`; undefined where nobody asked it. */
    moment?: string;
    /** Who has logged in by this request. */
    loggedIn?: { id: string; name: string };
    /** What the audit log says about this request, in addition to who made it; nothing secret. */
    auditDetails?: Record<string, string>;
    /** Whether there are all-sky cameras that the caller may look at; for the navigation of pages, so only asked there. */
    seesCameras?: () => Promise<boolean>;
    /** The language that was chosen for pages; undefined where none was. */
    chosenLanguage?: () => Language | undefined;
    /** What administrators wrote for the frame of all pages, in a language; only asked there. */
    frameTexts?: (language: Language) => Promise<FrameTexts>;
  };
};

/** Hono's context of one request, with our variables. */
export type RequestContext = Context<RequestVariables>;

/** Who calls, on a route whose access rule looks the caller up; null when anonymous. */
export function callerOf(context: RequestContext): Account | null {
  const caller = context.get("caller");
  if (caller === undefined) throw new Error(`The access rule of ${context.req.path} does not look up the caller`);
  return caller;
}

/** Who calls, on a route that only lets logged callers through. */
export function loggedCallerOf(context: RequestContext): Account {
  const caller = callerOf(context);
  if (!caller) throw new Error(`The access rule of ${context.req.path} lets anonymous callers through`);
  return caller;
}
