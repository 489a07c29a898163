/**
 * Kinds of settings: how the text of an environment variable becomes a value. A text that does not is refused with what was
 * expected and what was given; the name of the setting is put in front by whoever reads them all.
 */
import { z } from "zod";

/**
 * A setting of any kind.
 * @param expected what is accepted, as it ends the sentence "PORT should be …"
 * @param read the value of a text; undefined for one that is not accepted
 */
export function setting<T, Fallback extends T | undefined>(
  fallback: Fallback,
  expected: string,
  read: (text: string) => T | undefined,
) {
  return z.string().optional().transform((text, context): T | Fallback => {
    if (text === undefined) return fallback;
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue(refusal(expected, text));
    return z.NEVER;
  });
}

/** What is said of a wrong value, after the name of its setting. */
export function refusal(expected: string, given: string): string {
  return `should be ${expected}, got '${given}'`;
}

/** Any text. */
export const anyText = z.string().optional();

/** On or off. Anything but the two words is refused: `yes` would otherwise silently be off, as in geovisio. */
export function flag<Fallback extends boolean | undefined>(fallback: Fallback) {
  const words: Record<string, boolean> = { true: true, false: false };
  return setting<boolean, Fallback>(fallback, "true or false", (text) => words[text.toLowerCase()]);
}

/**
 * A whole number.
 * @param expected what it counts, such as "a number of seconds"; the limits are added
 */
export function integer<Fallback extends number | undefined>(
  fallback: Fallback,
  expected: string,
  { min, max }: { min: number; max: number },
) {
  return setting<number, Fallback>(fallback, `${expected} from ${min} to ${max}`, (text) => {
    const value = /^-?\d{1,16}$/.test(text) ? Number(text) : NaN;
    return value >= min && value <= max ? value : undefined;
  });
}

/** A TCP port; 0 for any that is free. */
export function port(fallback: number) {
  return setting<number, number>(fallback, "a port number from 0 to 65535", (text) => {
    return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
  });
}

/** One of at least two words, in any case: `True` is what programs in Python write. */
export function oneOf<T extends string, Fallback extends T | undefined>(words: readonly T[], fallback: Fallback) {
  const quoted = words.map((word) => `'${word}'`);
  const expected = `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
  return setting<T, Fallback>(fallback, expected, (text) => {
    return words.find((word) => word.toLowerCase() === text.toLowerCase());
  });
}

/** A text of a certain form. */
export function textLike<Fallback extends string | undefined>(pattern: RegExp, expected: string, fallback: Fallback) {
  return setting<string, Fallback>(fallback, expected, (text) => pattern.test(text) ? text : undefined);
}

/** An address of the web. */
export const webUrl = setting<string, undefined>(undefined, "a URL starting with http:// or https://", (text) => {
  return /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text) ? text : undefined;
});

/** The address of map tiles, with the places where their numbers go. */
export const tileUrl = setting<string, undefined>(
  undefined,
  "a URL starting with http:// or https:// that contains {z}, {x} and {y} once each, and no other braces",
  (text) => {
    const address = text.replace("{z}", "0").replace("{x}", "0").replace("{y}", "0");
    const isWhole = ["{z}", "{x}", "{y}"].every((part) => text.includes(part)) && !/[{}\s]/.test(address);
    // Hosts with a number in their name could not be allowed one by one.
    return isWhole && /^https?:\/\/[^/{]+\//i.test(text) && URL.canParse(address) ? text : undefined;
  },
);

/**
 * Several values, separated by commas or spaces.
 * @param read the value of one of them; undefined when it is not accepted
 */
function list(expected: string, read: (item: string) => string | undefined) {
  return z.string().optional().transform((text, context) => {
    if (text === undefined) return undefined;
    const values: string[] = [];
    for (const item of text.split(/[\s,]+/).filter(Boolean)) {
      const value = read(item);
      if (value === undefined) context.addIssue(refusal(expected, item));
      else values.push(value);
    }
    return values;
  });
}

/** Origins (RFC 6454). */
export const origins = list("origins such as https://tiles.example.org", (item) => {
  return /^https?:\/\/[^/?#;'"]+\/?$/.test(item) ? URL.parse(item)?.origin : undefined;
});

/** Hosts as they appear in addresses, with or without a port. */
export const hosts = list("hosts such as panoramax.lan or 192.168.1.20:5000", (item) => {
  return /[/@?#\\]/.test(item) ? undefined : URL.parse(`http://${item}`)?.host;
});

/** Names of hosts without a port; `*.` in front means all names below, `*` alone means all. */
export const hostNames = list("names of hosts such as panoramax.example.org or *.example.org", (item) => {
  return /^(\*|(\*\.)?[\w-]+(\.[\w-]+)*)$/.test(item) ? item.toLowerCase() : undefined;
});

/** Schemes that run or show what the address itself holds. */
const UNSAFE_SCHEMES = ["javascript:", "data:", "blob:", "file:", "about:", "vbscript:", "view-source:"];

/** Addresses of sites, and schemes of apps. */
export const returnUrls = list("URLs such as https://editor.example.org/ or gomaposm://", (item) => {
  const url = URL.parse(item);
  return !url || url.username || url.password || UNSAFE_SCHEMES.includes(url.protocol) ? undefined : item;
});
