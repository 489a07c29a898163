/** Changes of an input that find faults of readers: flipped bits, extreme lengths, cut and doubled parts. */
import type { Random } from "./random.ts";

/** Bytes at which readers of lengths, counts and offsets go wrong. */
const EXTREMES = [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff];

/** One to eight changes of the bytes. */
export function mutateBytes(original: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  let bytes = original.slice();
  for (let change = 1 + random.below(8); change > 0; change--) bytes = changed(bytes, random);
  return bytes;
}

function changed(bytes: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  if (bytes.length === 0) return random.bytes(1 + random.below(16));
  const at = random.below(bytes.length), length = random.below(Math.min(64, bytes.length - at)) + 1;
  switch (random.below(6)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ 1 << random.below(8);
      return bytes;
    case 1:
      return bytes.fill(random.pick(EXTREMES), at, at + random.pick([1, 2, 4, 8]));
    case 2:
      return bytes.slice(0, at);
    case 3:
      return joined(bytes.subarray(0, at), bytes.subarray(at + length));
    case 4:
      return joined(bytes.subarray(0, at + length), bytes.subarray(at));
    default:
      return joined(bytes.subarray(0, at), random.bytes(length), bytes.subarray(at));
  }
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/** One to four changes of a text: parts from a vocabulary put in, doubled, nested or cut. */
export function mutateText(original: string, vocabulary: readonly string[], random: Random): string {
  let text = original;
  for (let change = 1 + random.below(4); change > 0; change--) {
    const at = random.below(text.length + 1);
    const word = random.pick(vocabulary);
    const inserted = random.chance(0.05) ? word.repeat(1 + random.below(2000)) : word;
    text = random.chance(0.2) ? text.slice(0, at) : text.slice(0, at) + inserted + text.slice(at + random.below(4));
  }
  return text;
}

const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  "",
  "\0",
  "\ud800",
  "'",
  "%",
  "a".repeat(70_000),
  [],
  {},
  "00000000-0000-0000-0000-000000000000",
  "2024-02-30T25:61:61Z",
  "-infinity",
  "NaN",
  "١",
  "🎈",
];

/** Any JSON value: extreme ones, lists, objects with known names, and now and then very deep nesting. */
export function randomJson(random: Random, names: readonly string[], depth = 0): unknown {
  if (depth > 4 || random.chance(0.5)) return random.pick(VALUES);
  if (random.chance(0.03)) return nested(random);
  if (random.chance(0.5)) return Array.from({ length: random.below(5) }, () => randomJson(random, names, depth + 1));
  return Object.fromEntries(
    Array.from({ length: random.below(5) }, () => [random.pick(names), randomJson(random, names, depth + 1)]),
  );
}

function nested(random: Random): unknown {
  let value: unknown = 1;
  for (let depth = random.pick([65, 500, 2_000]); depth > 0; depth--) {
    value = random.chance(0.5) ? [value] : { a: value };
  }
  return value;
}
