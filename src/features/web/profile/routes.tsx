/** `/users/{id}`: what an account published. */
import { basePath } from "../../../core/http/base_url.ts";
import { callerOf } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { Router } from "../../../core/http/router.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Queryable } from "../../../core/db/sql.ts";
import type { Services } from "../../../core/services.ts";
import {
  countCaptureDays,
  describeInstance,
  jsonContext,
  privilegedViewerOf,
  readCollectionListParameters,
  summarizeCollections,
  userCollectionJson,
} from "../../stac/mod.ts";
import { nearestPlaces } from "../../places/mod.ts";
import { answerPage, translator } from "../page.tsx";
import { pageLanguage } from "../page_language.ts";
import { listMiddles } from "./queries.ts";
import { ProfilePage } from "./profile_page.tsx";

/** Sequences on one page. */
const PAGE_SIZE = "24";
const NEWEST_FIRST = "-created";

/** Registers the page of an account, which shows what the caller may see of its sequences. */
export function profilePageRoutes(router: Router, services: Services): void {
  const { settings, sql } = services;
  const instance = describeInstance(settings);

  router.route({
    method: "get",
    path: "/users/{id:uuid}",
    access: "anyone",
    summary: "The page of an account: its numbers, and the sequences that the caller may see",
    tags: ["Website"],
    responses: {
      200: { description: "The page" },
      400: { description: "The page of the list is wrong" },
      404: { description: "Unknown account" },
    },
  }, async (context, { id }) => {
    const viewer = privilegedViewerOf(callerOf(context));
    const summary = await summarizeCollections(sql, id, viewer);
    if (!summary) throw new ApiError(404, message("http.not_found"));
    const page = context.req.queries("page");
    const parameters = readCollectionListParameters(
      (name) => name === "page" ? page : name === "limit" ? [PAGE_SIZE] : undefined,
      NEWEST_FIRST,
    );
    const { links } = summary.collections > 0
      ? await userCollectionJson(sql, id, parameters, jsonContext(context, instance))
      : { links: [] };
    const towns = await townsOf(
      sql,
      links.flatMap((link) => "id" in link ? [String(link.id)] : []),
      pageLanguage(context),
    );
    return await answerPage(context, settings, {
      title: summary.name,
      width: "wide",
      styles: ["gallery.css"],
      body: (
        <ProfilePage
          say={translator(context)}
          language={pageLanguage(context)}
          base={basePath(context)}
          id={id}
          summary={summary}
          days={await countCaptureDays(sql, id, viewer)}
          links={links}
          towns={towns}
          isOwn={viewer.accountId === id}
        />
      ),
    });
  });
}

/** The towns near sequences, by their ids. */
async function townsOf(sql: Queryable, sequenceIds: string[], language: string): Promise<Map<string, string>> {
  const middles = await listMiddles(sql, sequenceIds), places = await nearestPlaces(middles, language);
  const towns = new Map<string, string>();
  for (const [index, { id }] of middles.entries()) {
    const town = places[index];
    if (town) towns.set(id, town);
  }
  return towns;
}
