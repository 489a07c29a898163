/** Addresses of assets on pages. */

/** @param base path of this server @param url relative to it, or absolute */
export function addressOf(base: string, url: string): string {
  return isElsewhere(url) ? url : `${base}/${url}`;
}

/** What stands in a policy as one source: the URL parser takes `https://host;sandbox`, which would begin another directive. */
const SOURCE = /^https?:\/\/[\w.:[\]-]+$/;

/** The other origins that a page with these addresses loads from, for its Content Security Policy. */
export function originsOf(urls: string[]): string[] {
  const origins = urls.filter(isElsewhere).map((url) => new URL(url).origin);
  return [...new Set(origins)].filter((origin) => SOURCE.test(origin));
}

function isElsewhere(url: string): boolean {
  return /^https?:/i.test(url);
}
