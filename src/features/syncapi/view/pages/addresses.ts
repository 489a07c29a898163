/** Addresses of assets on pages. */
import { isPolicySource } from "../../../web/mod.ts";

/** @param base path of this server @param url relative to it, or absolute */
export function addressOf(base: string, url: string): string {
  return isElsewhere(url) ? url : `${base}/${url}`;
}

/** The other origins that a page with these addresses loads from, for its Content Security Policy. */
export function originsOf(urls: string[]): string[] {
  const origins = urls.filter(isElsewhere).map((url) => new URL(url).origin);
  return [...new Set(origins)].filter(isPolicySource);
}

function isElsewhere(url: string): boolean {
  return /^https?:/i.test(url);
}
