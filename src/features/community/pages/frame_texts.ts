/** The news and the link to the terms of service on every page. */
import type { MiddlewareHandler } from "hono";
import type { FrameTexts, RequestVariables } from "../../../core/http/context.ts";
import type { Language } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import { findPage } from "./page.ts";
import { listPages } from "./queries.ts";

/** Lets pages ask what administrators wrote for the frame of all pages. */
export function announceInstancePages({ sql }: Pick<Services, "sql">): MiddlewareHandler<RequestVariables> {
  return async function announceInstancePages(context, next) {
    context.set("frameTexts", async (language: Language): Promise<FrameTexts> => {
      const pages = await listPages(sql);
      const banners = pages.filter(({ name }) => name === "custom-banner").map(({ lang }) => lang);
      const chosen = banners.find((known) => known === language) ?? banners[0];
      const banner = chosen === undefined ? undefined : await findPage(sql, "custom-banner", chosen);
      return {
        banner: banner && chosen !== undefined ? { content: banner.content, language: chosen } : undefined,
        hasTerms: pages.some(({ name }) => name === "terms-of-service"),
      };
    });
    await next();
  };
}
