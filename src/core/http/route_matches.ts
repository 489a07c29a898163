/**
 * Remembers which handlers paths lead to. Hono's matcher goes through all routes that begin alike, which takes longer than anything
 * else that every request passes through.
 */
import type { Router as Matcher } from "hono/router";
import { Remembered } from "../remembered.ts";

/** Forms of paths: there are not many more routes, each of which is called with few other methods. */
const MOST = 500;
/** Characters; longer paths are looked up each time, so that the memory has a bound. */
const LONGEST = 200;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const SOME_UUID = "00000000-0000-0000-0000-000000000000";
/** A number that is a whole segment, or all of it but an ending such as `.mvt`. */
const NUMBER = /(?<=\/)\d+(?=[/.]|$)/g;

/**
 * Puts a memory in front of a matcher. Paths that differ in nothing but UUIDs and numbers lead to the same handlers, so they share
 * an entry, with the parameters of the first: handlers have to read theirs from the path, as those of our router do.
 * @returns a matcher
 * @throws TypeError from `add()` for a path that has a number, because other numbers would lead there too
 */
export function rememberMatches<Handler>(matcher: Matcher<Handler>): Matcher<Handler> {
  const known = new Remembered<string, ReturnType<Matcher<Handler>["match"]>>(MOST);
  return {
    name: matcher.name,
    add(method, path, handler) {
      if (path.split("/").some((segment) => /^\d+(\.|$)/.test(segment))) {
        throw new TypeError(`A route must not have a number in its path: ${path}`);
      }
      known.clear();
      matcher.add(method, path, handler);
    },
    match(method, path) {
      if (path.length > LONGEST) return matcher.match(method, path);
      const form = formOf(path), key = `${method} ${form}`;
      let match = known.get(key);
      if (!match) known.set(key, match = matcher.match(method, form));
      return match;
    },
  };
}

/** The path with the same UUID and the same number in the place of each. */
function formOf(path: string): string {
  return path.replace(UUID, SOME_UUID).replace(NUMBER, "0");
}
