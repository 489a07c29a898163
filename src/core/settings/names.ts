/** Names of settings: legacy ones, and unknown ones. */

/** Names that older instances use; read with a warning. */
export const LEGACY_NAMES: Record<string, string> = {
  LOG_LEVEL: "API_LOG_LEVEL",
  FORCE_AUTH_ON_UPLOAD: "API_FORCE_AUTH_ON_UPLOAD",
  DERIVATES_STRATEGY: "PICTURE_PROCESS_DERIVATES_STRATEGY",
  NB_PROXIES: "INFRA_NB_PROXIES",
  BLUR_URL: "API_BLUR_URL",
  SECRET_KEY: "FLASK_SECRET_KEY",
  SESSION_COOKIE_DOMAIN: "FLASK_SESSION_COOKIE_DOMAIN",
  OIDC_URL: "OAUTH_OIDC_URL",
  CLIENT_ID: "OAUTH_CLIENT_ID",
  CLIENT_SECRET: "OAUTH_CLIENT_SECRET",
};

/** A variable that starts like this is meant for this program, or for geovisio before. */
const OUR_PREFIXES = /^(API|PICTURE|DB|FS|OAUTH|FLASK|ALLSKY|INFRA|PANORAMAX|AUDIT_LOG|BACKUP|ALERT)_/;

/** Letters that a misspelt name may differ by. */
const MOST_DIFFERENCES = 4;

/**
 * Warns of variables that look like settings and are not: what they were to change stays as it was.
 * @param known the names of all settings
 */
export function warnOfUnknownNames(given: Iterable<string>, known: readonly string[]): string[] {
  const unknown = [...given].filter((name) => OUR_PREFIXES.test(name) && !known.includes(name));
  return unknown.map((name) => {
    const similar = known.map((other) => ({ other, distance: distance(name, other) }))
      .filter(({ distance }) => distance <= MOST_DIFFERENCES)
      .toSorted((a, b) => a.distance - b.distance)[0];
    return `${name} is not a setting and is ignored${similar ? `; did you mean ${similar.other}?` : ""}`;
  });
}

/** Letters to insert, remove or replace until both are the same (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [place, other] of [...to].entries()) {
      const [replaced = 0, removed = 0] = row.slice(place);
      const inserted = next.at(-1) ?? 0;
      next.push(Math.min(replaced + (letter === other ? 0 : 1), removed + 1, inserted + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
