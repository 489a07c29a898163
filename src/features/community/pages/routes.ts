/** `/api/pages`: texts of the instance in several languages, written by administrators. */
import { message } from "../../../core/messages/mod.ts";
import { z } from "@hono/zod-openapi";
import { requireAdministrator } from "../../accounts/mod.ts";
import { baseUrl } from "../../../core/http/base_url.ts";
import { errorAnswer, link } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { readBody } from "../../../core/http/json_body.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import { findPage } from "./page.ts";
import { PAGE_NAMES, type PageName, readPageName } from "./page_name.ts";
import { deletePage, listPageLanguages, publishPageChange, writePage } from "./queries.ts";

const tags = ["Pages"];
const ADMINISTRATORS_ONLY = message("community.pages_need_admin");
/** A long text; parsing more would hold others up. */
const MOST_BYTES = 256 * 1024;
/** Characters of the column. */
const LONGEST_LANGUAGE = 10;

const html = { "text/html": { schema: z.string() } };
const languages = z.object({
  name: z.enum(PAGE_NAMES),
  languages: z.array(z.object({ language: z.string(), links: z.array(link) })),
}).openapi("PageLanguages");
const refusals = {
  400: errorAnswer("There is no page of that name, or the content is not HTML"),
  401: errorAnswer("Nobody is logged in"),
  403: errorAnswer("The caller is not an administrator"),
};

/** `/api/pages`: read them, and write them as administrator. */
export function pagesRoutes(router: Router, { sql }: Services): void {
  router.route({
    method: "get",
    path: "/api/pages/{page}",
    access: "open",
    summary: "The languages in which a page is available",
    tags,
    responses: {
      200: { description: "The languages", content: { "application/json": { schema: languages } } },
      400: refusals[400],
    },
  }, async (context, { page }) => {
    const name = readPageName(page);
    const self = `${baseUrl(context)}/api/pages/${name}`;
    return context.json({
      name,
      languages: (await listPageLanguages(sql, name)).map((language) => ({
        language,
        links: [{ rel: "self", type: "application/json", href: `${self}/${encodeURIComponent(language)}` }],
      })),
    });
  });

  // Before the routes of languages: it would be taken for one.
  for (const method of ["post", "put"] as const) {
    router.route({
      method,
      path: "/api/pages/{page}/publish-change",
      access: "logged-writes",
      summary: "Publish a change of a page's meaning, so that people are asked to read it again",
      tags,
      responses: { ...refusals, 200: { description: "Noted" }, 500: errorAnswer("The page has no text yet") },
    }, async (context, { page }) => {
      const name = readPageName(page);
      requireAdministrator(context, ADMINISTRATORS_ONLY);
      if (!await publishPageChange(sql, name)) throw new ApiError(500, message("community.page_not_published"));
      return context.body(null, 200);
    });
  }

  router.route({
    method: "get",
    path: "/api/pages/{page}/{language}",
    access: "open",
    summary: "A page in one language, sanitized",
    tags,
    responses: {
      200: { description: "The page", content: html },
      400: refusals[400],
      404: errorAnswer("Not in this language"),
    },
  }, async (context, parameters) => {
    const { name, language } = readAddress(parameters);
    const page = await findPage(sql, name, language);
    if (!page) throw notAvailable(language);
    const headers: Record<string, string> = { "Content-Type": "text/html" };
    if (page.publishedAt) headers["Last-Modified"] = page.publishedAt.toUTCString();
    return context.body(page.content, 200, headers);
  });

  for (const method of ["post", "put"] as const) {
    router.route({
      method,
      path: "/api/pages/{page}/{language}",
      access: "logged-writes",
      summary: "Write a page in one language",
      tags,
      request: { body: { content: html } },
      responses: { ...refusals, 200: { description: "Written" }, 413: errorAnswer("Too long") },
    }, async (context, parameters) => {
      const { name, language } = readAddress(parameters);
      requireAdministrator(context, ADMINISTRATORS_ONLY);
      if (!/^text\/html\s*(;|$)/i.test(context.req.header("Content-Type") ?? "")) {
        throw new ApiError(400, message("community.page_needs_html"));
      }
      if (language.length > LONGEST_LANGUAGE) {
        throw new ApiError(400, message("community.page_language_unknown", { language }));
      }
      const content = new TextDecoder().decode(await readBody(context, MOST_BYTES));
      // PostgreSQL cannot store null characters.
      await writePage(sql, name, language, content.replaceAll("\0", ""));
      return context.body(null, 200);
    });
  }

  router.route({
    method: "delete",
    path: "/api/pages/{page}/{language}",
    access: "logged-writes",
    summary: "Delete a page in one language",
    tags,
    responses: { ...refusals, 200: { description: "Deleted" }, 404: errorAnswer("Not in this language") },
  }, async (context, parameters) => {
    const { name, language } = readAddress(parameters);
    requireAdministrator(context, ADMINISTRATORS_ONLY);
    if (!await deletePage(sql, name, language)) throw notAvailable(language);
    return context.body(null, 200);
  });
}

function readAddress({ page, language }: { page: string; language: string }): { name: PageName; language: string } {
  return { name: readPageName(page), language };
}

function notAvailable(language: string): ApiError {
  return new ApiError(404, message("community.page_not_available", { language }));
}
