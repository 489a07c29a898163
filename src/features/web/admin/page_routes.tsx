/** Pages of administration beside `/admin` itself. */
import type { Child } from "hono/jsx";
import { basePath } from "../../../core/http/base_url.ts";
import { loggedCallerOf, type RequestContext } from "../../../core/http/context.ts";
import type { MessageKey, Say } from "../../../core/messages/mod.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import { answerAdministratorsOnly, answerPage, translator } from "../page.tsx";
import { describeSettings, readDefaults, readStored } from "../../instance_settings/mod.ts";
import { ADMIN_BACKUPS_TEXTS, BackupsPage } from "./backups_page.tsx";
import { ADMIN_HEALTH_TEXTS, HealthPage } from "./health_page.tsx";
import { ADMIN_SETTINGS_TEXTS, SettingsPage } from "./settings_page.tsx";
import { ADMIN_USERS_TEXTS } from "./users_texts.ts";
import { UsersPage } from "./users_page.tsx";

/** What pages for administrators answer. */
export const ADMIN_PAGE_RESPONSES = {
  200: { description: "The page" },
  302: { description: "To log in" },
  403: { description: "The caller is not an administrator" },
};

/** A page for administrators alone. */
interface AdminPageDeclaration {
  path: string;
  title: "web.users" | "backups.title" | "health.title" | "web.settings";
  /** For the documentation. */
  summary: string;
  module: string;
  texts: readonly MessageKey[];
  body(say: Say, base: string, context: RequestContext): Child | Promise<Child>;
}

/** Registers the pages. */
export function adminPagesRoutes(router: Router, services: Services): void {
  const { settings, sql } = services;
  const pages: AdminPageDeclaration[] = [
    {
      path: "/admin/users",
      title: "web.users",
      summary: "The page of accounts",
      module: "admin_users.js",
      texts: ADMIN_USERS_TEXTS,
      body: (say, base) => <UsersPage say={say} base={base} hasPasswords={settings.OAUTH_PROVIDER === "local"} />,
    },
    {
      path: "/admin/backups",
      title: "backups.title",
      summary: "The page of backups",
      module: "admin_backups.js",
      texts: ADMIN_BACKUPS_TEXTS,
      body: (say, base) => <BackupsPage say={say} base={base} folder={settings.BACKUP_FOLDER} />,
    },
    {
      path: "/admin/health",
      title: "health.title",
      summary: "The page of health and logs",
      module: "admin_health.js",
      texts: ADMIN_HEALTH_TEXTS,
      body: (say, base) => <HealthPage say={say} base={base} />,
    },
    {
      path: "/admin/settings",
      title: "web.settings",
      summary: "The page of settings",
      module: "admin_settings.js",
      texts: ADMIN_SETTINGS_TEXTS,
      body: async (say, base) => (
        <SettingsPage
          say={say}
          base={base}
          settings={describeSettings(settings, await readStored(sql), await readDefaults(sql))}
        />
      ),
    },
  ];
  for (const { path, title, summary, module, texts, body } of pages) {
    router.route({
      method: "get",
      path,
      access: "logged-reads",
      summary,
      tags: ["Website"],
      responses: ADMIN_PAGE_RESPONSES,
    }, async (context) => {
      const say = translator(context), caller = loggedCallerOf(context);
      if (caller.role !== "admin") return await answerAdministratorsOnly(context, settings, say(title));
      return await answerPage(context, settings, {
        title: say(title),
        width: "wide",
        styles: ["admin.css"],
        modules: [module],
        isFilled: module !== "admin_settings.js",
        texts,
        data: { ownId: caller.id, hasPasswords: settings.OAUTH_PROVIDER === "local" },
        body: await body(say, basePath(context), context),
      });
    });
  }
}
