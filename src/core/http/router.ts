/**
 * Declares routes: method, path, who may call, what goes in and comes out. The OpenAPI document is made from the
 * declarations alone, so it cannot drift from the code.
 */
import { createRoute, type OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import type { Access } from "./access_rules.ts";
import type { RequestContext, RequestVariables } from "./context.ts";

export interface RouteDeclaration extends Omit<RouteConfig, "method" | "path"> {
  method: "get" | "post" | "patch" | "put" | "delete";
  /** OpenAPI path; `{name}` is a parameter, `{name:uuid}` and `{name:int}` match only these, `{name:path}` the rest. */
  path: string;
  /** Who may call. */
  access: Access;
  summary: string;
  tags: string[];
}

/** Parameters of the path by name; UUIDs in lower case. */
export type PathParameters = Record<string, string>;
export type Handler = (context: RequestContext, parameters: PathParameters) => Response | Promise<Response>;

const KINDS: Record<string, { pattern: string; schema: z.ZodType }> = {
  uuid: {
    pattern: "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
    schema: z.uuid(),
  },
  int: { pattern: "\\d+", schema: z.int() },
  text: { pattern: "[^/]+", schema: z.string() },
  /** The rest of the address, slashes included. */
  path: { pattern: ".+", schema: z.string() },
};
const PARAMETER = /\{(\w+)(?::(\w+))?\}/g;

/** The middleware that enforces an access rule. */
export type Guard = (access: Access) => MiddlewareHandler<RequestVariables>;

export class Router {
  readonly app: OpenAPIHono<RequestVariables>;
  readonly declarations: RouteDeclaration[] = [];
  readonly #guard: Guard;

  /** @param guard runs before the handler of each route */
  constructor(app: OpenAPIHono<RequestVariables>, guard: Guard) {
    this.app = app;
    this.#guard = guard;
  }

  /** Adds one route. A trailing slash in the request makes no difference. */
  route(declaration: RouteDeclaration, handler: Handler): void {
    const { access, method, path, ...documentation } = declaration;
    this.declarations.push(declaration);
    this.app.openAPIRegistry.registerPath(createRoute({
      ...documentation,
      method,
      path: path.replaceAll(PARAMETER, "{$1}"),
      request: { ...(path.includes("{") ? { params: parameterSchema(path) } : {}), ...documentation.request },
      ...(access === "open" ? {} : { security: access === "anyone" ? [{}, { bearer: [] }] : [{ bearer: [] }] }),
    }));
    const read = pathReader(path);
    this.app.on(
      method.toUpperCase(),
      honoPath(path),
      (context, next) => {
        context.set("route", path);
        return next();
      },
      this.#guard(access),
      (context) => handler(context, read(context.req.path) ?? {}),
    );
  }

  /** Methods declared for the path of a request; empty for an unknown path. */
  methodsFor(requestPath: string): string[] {
    return this.declarations.filter(({ path }) => pathReader(path)(requestPath)).map(({ method }) =>
      method.toUpperCase()
    );
  }
}

/** Hono has no parameter in the middle of a segment: such a segment becomes one parameter with a pattern. */
function honoPath(path: string): string {
  let count = 0;
  return path.split("/").map((segment) =>
    segment.includes("{") ? `:p${count++}{${segmentPattern(segment, false)}}` : segment
  ).join("/");
}

/** Reads the parameters of a path; the reader gives undefined for a path of another form. */
function pathReader(path: string): (requestPath: string) => PathParameters | undefined {
  const pattern = new RegExp(`^${path.split("/").map((segment) => segmentPattern(segment, true)).join("/")}/?$`);
  const lowerCased = [...path.matchAll(PARAMETER)].filter(([, , kind]) => kind === "uuid").map(([, name]) => name);
  return (requestPath) => {
    const groups = pattern.exec(requestPath)?.groups;
    if (!groups) return pattern.test(requestPath) ? {} : undefined;
    const parameters = { ...groups };
    for (const name of lowerCased) parameters[name] = parameters[name].toLowerCase();
    return parameters;
  };
}

function segmentPattern(segment: string, isNamed: boolean): string {
  return segment.replaceAll(".", "\\.").replaceAll(PARAMETER, (_, name, kind = "text") => {
    const { pattern } = KINDS[kind];
    return isNamed ? `(?<${name}>${pattern})` : pattern;
  });
}

function parameterSchema(path: string): z.ZodObject {
  return z.object(Object.fromEntries(
    [...path.matchAll(PARAMETER)].map(([, name, kind = "text"]) => [name, KINDS[kind].schema]),
  ));
}
