/**
 * Declares routes: method, path, who may call, what goes in and comes out. The OpenAPI document is made from the
 * declarations alone, so it cannot drift from the code.
 */
import { createRoute, type OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { type Access, ACCESS_RULES, type AccessRule } from "./access_rules.ts";
import type { RequestContext, RequestVariables } from "./context.ts";
import { errorAnswer } from "./documentation.ts";
import { rememberMatches } from "./route_matches.ts";

/** @typeParam Path the path as written, from which the types of its parameters come */
export interface RouteDeclaration<Path extends string = string>
  extends Omit<RouteConfig, "method" | "path" | "responses"> {
  method: "get" | "post" | "patch" | "put" | "delete";
  /**
   * OpenAPI path. `{name}` is a parameter; `{name:uuid}`, `{name:int}` and `{name:word}` match only these, `{name:path}` the rest
   * of the path.
   */
  path: Path;
  /** Who may call. */
  access: Access;
  /**
   * Whether answers may be kept in memory (`kept_answers.ts`): with the same address, caller, `Accept` and `Accept-Language`, they
   * depend on nothing but rows of the database. In particular not on the time, on files or on other headers.
   */
  isKept?: boolean;
  summary: string;
  tags: string[];
  responses: Answers;
}

/** What a route answers, by status. */
export type Answers = Record<number, Exclude<RouteConfig["responses"][string], { $ref: string }>>;

/** Names of the parameters of a path: `"id" | "format"` of `/items/{id:uuid}/thumb.{format}`. */
type ParameterNames<Path extends string> = Path extends `${string}{${infer Parameter}}${infer Rest}`
  ? (Parameter extends `${infer Name}:${string}` ? Name : Parameter) | ParameterNames<Rest>
  : never;

/** Parameters of the path by name; UUIDs in lower case. A route's handler gets exactly those of its path. */
export type PathParameters<Path extends string = string> = string extends Path ? Record<string, string>
  : Record<ParameterNames<Path>, string>;
/**
 * Answers a request of a route.
 * @throws ApiError
 */
export type Handler<Path extends string = string> = (
  context: RequestContext,
  parameters: PathParameters<Path>,
) => Response | Promise<Response>;

const KINDS: Record<string, { pattern: string; schema: z.ZodType }> = {
  uuid: {
    pattern: "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
    schema: z.uuid(),
  },
  int: { pattern: "\\d+", schema: z.int() },
  /** Letters and digits, such as the ending of a file. */
  word: { pattern: "[A-Za-z0-9]+", schema: z.string() },
  text: { pattern: "[^/]+", schema: z.string() },
  /** The rest of the address, slashes included. */
  path: { pattern: ".+", schema: z.string() },
};
const PARAMETER = /\{(\w+)(?::(\w+))?\}/g;

/** What a guard needs to know of a route. */
export type GuardedRoute = Pick<RouteDeclaration, "method" | "path" | "access" | "isKept">;

/** The middleware that enforces the access rule of a route. */
export type Guard = (route: GuardedRoute) => MiddlewareHandler<RequestVariables>;

/** Registers routes with their documentation, access rule and bounds. */
export class Router {
  readonly app: OpenAPIHono<RequestVariables>;
  readonly declarations: RouteDeclaration[] = [];
  readonly #guard: Guard;
  readonly #readers: { method: string; read: PathReader }[] = [];

  /** @param guard runs before the handler of each route */
  constructor(app: OpenAPIHono<RequestVariables>, guard: Guard) {
    this.app = app;
    this.#guard = guard;
    app.router = rememberMatches(app.router);
  }

  /** Adds one route. A trailing slash in the request makes no difference. */
  route<Path extends string>(declaration: RouteDeclaration<Path>, handler: Handler<Path>): void {
    const { access, isKept: _, method, path, ...documentation } = declaration;
    this.declarations.push(declaration);
    this.app.openAPIRegistry.registerPath(createRoute({
      ...documentation,
      responses: withCommonAnswers(declaration),
      method,
      path: path.replaceAll(PARAMETER, "{$1}"),
      request: { ...(path.includes("{") ? { params: parameterSchema(path) } : {}), ...documentation.request },
      security: access === "open" ? [] : access === "anyone" ? [{}, { bearer: [] }] : [{ bearer: [] }],
    }));
    const read = pathReader(path);
    const { writes }: AccessRule = ACCESS_RULES[access];
    this.#readers.push({ method: method.toUpperCase(), read });
    this.app.on(
      method.toUpperCase(),
      honoPath(path),
      (context, next) => {
        context.set("route", path);
        context.set("writes", writes);
        return next();
      },
      this.#guard(declaration),
      // The reader is made from the same path as the type: it gives a value for each of its parameters.
      (context) => handler(context, (read(context.req.path) ?? {}) as PathParameters<Path>),
    );
  }

  /** Methods declared for the path of a request; empty for an unknown path. */
  methodsFor(requestPath: string): string[] {
    return this.#readers.filter(({ read }) => read(requestPath)).map(({ method }) => method);
  }
}

/**
 * The answers of a route with those that it need not declare: what its access rule refuses, and what errors look like where only
 * their meaning was declared.
 */
export function withCommonAnswers(
  { access, responses }: Pick<RouteDeclaration, "access" | "responses">,
): Answers {
  const rule: AccessRule = ACCESS_RULES[access];
  const common: Answers = {};
  if (rule.asksWhoCalls || rule.writes) {
    common[401] = errorAnswer("Nobody is logged in, the token is not valid, or the instance is read only");
  }
  if (rule.asksWhoCalls) common[403] = errorAnswer("Not allowed to the caller, or asked by a page of another site");
  if (rule.anonymous === "sent to log in") common[302] = { description: "To the login page, when nobody is logged in" };
  const declared = Object.entries(responses).map(([status, answer]) =>
    [status, Number(status) >= 400 && !answer.content ? errorAnswer(answer.description ?? "") : answer] as const
  );
  return { ...common, ...Object.fromEntries(declared) };
}

/** Hono has no parameter in the middle of a segment: such a segment becomes one parameter with a pattern. */
function honoPath(path: string): string {
  let count = 0;
  return path.split("/").map((segment) =>
    segment.includes("{") ? `:p${count++}{${segmentPattern(segment, false)}}` : segment
  ).join("/");
}

/** Gives the parameters of a path; undefined for a path of another form. */
export type PathReader = (requestPath: string) => PathParameters | undefined;

/** Compiles the pattern of a declared path. It takes time in proportion to the length of what it reads. */
export function pathReader(path: string): PathReader {
  const pattern = new RegExp(`^${path.split("/").map((segment) => segmentPattern(segment, true)).join("/")}/?$`);
  const isUuid = new Set([...path.matchAll(PARAMETER)].filter(([, , kind]) => kind === "uuid").map(([, name]) => name));
  return (requestPath) => {
    const groups = pattern.exec(requestPath)?.groups;
    if (!groups) return pattern.test(requestPath) ? {} : undefined;
    return Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [name, isUuid.has(name) ? value.toLowerCase() : value]),
    );
  };
}

/**
 * The pattern of one segment. Where text comes before a literal character, it is without that character: then there is one way
 * only to divide a segment between its parameters, and nothing to try again (`{column}_{row}.{format}` against many `_` and `.`).
 */
function segmentPattern(segment: string, isNamed: boolean): string {
  let pattern = "", end = 0;
  for (const match of segment.matchAll(PARAMETER)) {
    const [whole, name, kind = "text"] = match;
    pattern += literal(segment.slice(end, match.index));
    end = match.index + whole.length;
    const next = segment[end];
    const own = kind === "text" && next !== undefined ? `[^/${literal(next)}]+` : kindOf(kind).pattern;
    pattern += isNamed ? `(?<${name}>${own})` : own;
  }
  return pattern + literal(segment.slice(end));
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^$()|[\]\\{}-]/g, "\\$&");
}

function kindOf(name: string): { pattern: string; schema: z.ZodType } {
  const kind = KINDS[name];
  if (!kind) throw new Error(`No kind of parameter is called ${name}`);
  return kind;
}

function parameterSchema(path: string): z.ZodObject {
  return z.object(Object.fromEntries(
    [...path.matchAll(PARAMETER)].map(([, name, kind = "text"]) => [name, kindOf(kind).schema]),
  ));
}
