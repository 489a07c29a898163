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

/** Parses an integer; undefined for anything else. */
export function parseInteger(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*[+-]?\d{1,9}\s*$/.test(text) ? Number(text) : undefined;
}

/** The number a group of tags agrees on: the first of them that is one. */
export function firstNumber(tags: ReadonlyMap<string, string>, ...names: string[]): number | undefined {
  for (const name of names) {
    const number = parseNumber(tags.get(name));
    if (number !== undefined) return number;
  }
  return undefined;
}

/** The first of the tags that holds text. */
export function firstText(tags: ReadonlyMap<string, string>, ...names: string[]): string | undefined {
  return names.map((name) => tags.get(name)?.trim()).find((text) => text);
}

/** Rounds to so many decimals, halves to the even neighbour (IEEE 754's default). */
export function roundHalfEven(number: number, decimals = 0): number {
  const scale = 10 ** decimals;
  const scaled = number * scale;
  const floor = Math.floor(scaled);
  const isHalf = scaled - floor === 0.5 && scaled / scale === number;
  const rounded = isHalf ? floor + (floor % 2 === 0 ? 0 : 1) : Math.round(scaled);
  return rounded / scale || 0;
}
