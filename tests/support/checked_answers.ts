/**
 * Compares every JSON answer that a test gets from its server with the schema that the route declares, of which the OpenAPI
 * document is made: so the document cannot drift from the code.
 */
import assert from "node:assert/strict";
import { z } from "@hono/zod-openapi";
import { type PathReader, pathReader, type RouteDeclaration, withCommonAnswers } from "../../src/core/http/router.ts";
import type { Services } from "../../src/core/services.ts";
import { createApp } from "../../src/main/app.ts";

interface Route {
  method: string;
  path: string;
  read: PathReader;
  responses: RouteDeclaration["responses"];
}

/** What is watched of one server. */
export class CheckedAnswers {
  /** Routes of which a success was compared, such as `GET /api/collections`. */
  readonly checked = new Set<string>();
  readonly #url: string;
  readonly #services: Services;
  #routes: Route[] | undefined;
  readonly #pending = new Set<Promise<void>>();
  readonly #problems: string[] = [];

  constructor(url: string, services: Services) {
    this.#url = url;
    this.#services = services;
  }

  /** Routes that declare a JSON answer to a request that succeeds. */
  routesWithJson(): string[] {
    return this.#allRoutes()
      .filter(({ responses }) =>
        Object.entries(responses).some(([status, { content = {} }]) =>
          status.startsWith("2") && Object.keys(content).some(isJson)
        )
      )
      .map(nameOf);
  }

  /** Watches all that the body asks by `fetch()`. @throws AssertionError for answers that are not as they are declared */
  async during(body: () => Promise<void>): Promise<void> {
    const plain = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      const response = await plain(input, init);
      const asked = input instanceof Request ? input : undefined, url = asked?.url ?? String(input);
      const method = (init?.method ?? asked?.method ?? "GET").toUpperCase();
      // The same server by its name: passkeys need one.
      if (url.replace("//localhost:", "//127.0.0.1:").startsWith(this.#url)) {
        this.#watch(method, new URL(url), response);
      }
      return response;
    };
    const [ended] = await Promise.allSettled([body()]);
    globalThis.fetch = plain;
    await Promise.all(this.#pending);
    if (ended.status === "rejected" && this.#problems.length === 0) throw ended.reason;
    assert.deepEqual(this.#problems, [], "answers that differ from their declarations");
  }

  #watch(method: string, { pathname }: URL, response: Response): void {
    const type = response.headers.get("Content-Type") ?? "";
    if (method === "HEAD" || method === "OPTIONS" || response.body === null || response.redirected) return;
    const route = this.#allRoutes().find((route) => route.method === method && route.read(decodeURI(pathname)));
    if (!route || !isJson(type)) return;
    const comparing = response.clone().json()
      .then((answer) => this.#compare(route, response.status, type, answer))
      // What a test does not wait for, or cuts, tells nothing.
      .catch(() => {})
      .finally(() => this.#pending.delete(comparing));
    this.#pending.add(comparing);
  }

  #compare(route: Route, status: number, type: string, answer: unknown): void {
    const name = nameOf(route), content = route.responses[status]?.content;
    const declared = Object.entries(content ?? {}).find(([declared]) => essence(declared) === essence(type))?.[1];
    const schema = declared && "schema" in declared && declared.schema instanceof z.ZodType
      ? declared.schema
      : undefined;
    const problem = status >= 400 && !schema ? undefined : problemOf(answer, schema, status < 400);
    if (problem) this.#problems.push(`${name} ${status} (${type}): ${problem}`);
    else if (status < 300) this.checked.add(name);
  }

  #allRoutes(): Route[] {
    return this.#routes ??= createApp(this.#services).router.declarations.map((declaration) => ({
      method: declaration.method.toUpperCase(),
      path: declaration.path,
      read: pathReader(declaration.path),
      responses: withCommonAnswers(declaration),
    }));
  }
}

/** @param isStrict whether everything in the answer has to be declared */
function problemOf(answer: unknown, schema: z.ZodType | undefined, isStrict: boolean): string | undefined {
  if (!schema) return "is not declared";
  const { data, error } = schema.safeParse(answer);
  if (error) return `${z.prettifyError(error)}\n${JSON.stringify(answer).slice(0, 500)}`;
  // Parsing leaves out what a schema does not know.
  const left = isStrict ? undeclared(answer, data, "") : [];
  return left.length > 0 ? `undeclared: ${left.join(", ")}` : undefined;
}

function undeclared(answer: unknown, known: unknown, path: string): string[] {
  if (typeof answer !== "object" || answer === null || typeof known !== "object" || known === null) return [];
  const names = Object.keys(known);
  const found = Object.entries(answer).flatMap(([name, value]) =>
    names.includes(name) ? undeclared(value, Reflect.get(known, name), `${path}/${name}`) : [`${path}/${name}`]
  );
  return [...new Set(found)];
}

function nameOf({ method, path }: Pick<Route, "method" | "path">): string {
  return `${method} ${path}`;
}

function essence(type: string): string {
  return type.split(";", 1).join("").trim().toLowerCase();
}

function isJson(type: string): boolean {
  return /[/+]json$/.test(essence(type));
}
