/** What leads from one page of administration to the others. */
import type { Say } from "../../../core/messages/mod.ts";

const PAGES = [
  { path: "/admin", title: "web.overview" },
  { path: "/admin/users", title: "web.users" },
  { path: "/admin/backups", title: "backups.title" },
  { path: "/admin/health", title: "health.title" },
  { path: "/admin/settings", title: "web.settings" },
] as const;

/** Path of a page of administration. */
export type AdminPath = typeof PAGES[number]["path"];

/**
 * The pages of administration.
 * @param props `base`: prefix of the addresses of this server
 */
export function AdminNavigation({ say, base, current }: { say: Say; base: string; current: AdminPath }) {
  return (
    <nav class="pages" aria-label={say("admin.pages")}>
      {PAGES.map(({ path, title }) => (
        <a href={base + path} aria-current={path === current ? "page" : undefined}>{say(title)}</a>
      ))}
    </nav>
  );
}
