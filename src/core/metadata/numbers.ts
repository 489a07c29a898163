/** Numbers as metadata write them: `28/10`, `4.66`, `49/1 0/1 1885/76`. */

const FRACTION = /^\s*([+-]?\d+)\/(\d+)\s*$/;
const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?\s*$/i;

/** Parses a fraction, an integer or a decimal number; undefined for anything else, division by zero included. */
export function parseNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const fraction = FRACTION.exec(text);
  if (fraction) {
    const divisor = Number(fraction[2]);
    return divisor === 0 ? undefined : Number(fraction[1]) / divisor;
  }
  return DECIMAL.test(text) ? Number(text) : undefined;
}

/** Parses numbers between spaces; undefined unless all are numbers. */
export function parseNumbers(text: string | undefined): number[] | undefined {
  const numbers = (text ?? "").split(" ").map(parseNumber);
  return numbers.every((number) => number !== undefined) ? numbers : undefined;
}

/** Parses a whole number; undefined for anything else. */
export function parseInteger(text: string | undefined): number | undefined {
  const number = parseNumber(text);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** The first of the tags that holds text. */
export function firstText(tags: ReadonlyMap<string, string>, ...names: string[]): string | undefined {
  return names.map((name) => tags.get(name)?.trim()).find((text) => text);
}

/** Rounds to so many decimals, halves to the even neighbour (IEEE 754's default). */
export function roundHalfEven(number: number, decimals = 0): number {
  const size = Math.abs(number);
  // toFixed() looks at the exact binary value and takes halves up.
  let steps = Math.round(Number(size.toFixed(decimals)) * 10 ** decimals);
  const isHalf = Number.isInteger(size * 2 ** (decimals + 1)) && !Number.isInteger(size * 2 ** decimals);
  if (isHalf && steps % 2 === 1) steps--;
  return Math.sign(number) * steps / 10 ** decimals || 0;
}
