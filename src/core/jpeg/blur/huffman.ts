/** Huffman tables of JPEG (ITU-T T.81, annexes C, F and K). */
import { InvalidJpegError } from "../header.ts";

const LONGEST_CODE = 16;

/** A table as a DHT segment has it, ready to decode and to encode. */
export interface HuffmanTable {
  /** How many codes there are of each length, 1 to 16 bits. */
  counts: Uint8Array;
  /** Symbols in the order of their codes. */
  symbols: Uint8Array;
  /** By the next 16 bits: length of the code × 256 + symbol; -1 where no code starts so. */
  lookup: Int32Array;
  /** Code of each symbol; -1 for those that have none. */
  codes: Int32Array;
  /** Bits of each symbol's code. */
  lengths: Uint8Array;
}

/** @throws InvalidJpegError when there are more codes than their lengths leave room for */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const lookup = new Int32Array(1 << LONGEST_CODE).fill(-1);
  const codes = new Int32Array(256).fill(-1), lengths = new Uint8Array(256);
  let code = 0, index = 0;
  for (const [less, count] of counts.entries()) {
    const length = less + 1;
    for (const symbol of symbols.subarray(index, index + count)) {
      if (code >= 1 << length) throw new InvalidJpegError("The JPEG has an impossible Huffman table");
      lookup.fill((length << 8) | symbol, code << (LONGEST_CODE - length), (code + 1) << (LONGEST_CODE - length));
      codes[symbol] = code++;
      lengths[symbol] = length;
    }
    index += count;
    code <<= 1;
  }
  return { counts, symbols, lookup, codes, lengths };
}

/**
 * The same table with more symbols. All codes stay as they are: the new ones follow them, where the code of all ones, which no
 * symbol may have, leaves room.
 * @returns undefined when it leaves none
 */
export function withSymbols({ counts, symbols }: HuffmanTable, added: Iterable<number>): HuffmanTable | undefined {
  const more = Uint8Array.from(added);
  let longest = 0, code = 0;
  for (const [less, count] of counts.entries()) {
    code = (code << 1) + count;
    if (count > 0) longest = less + 1;
  }
  const free = (1 << longest) - (code >> (LONGEST_CODE - longest));
  const length = free > more.length ? longest : longest + 32 - Math.clz32(more.length);
  if (length > LONGEST_CODE || longest === 0 || free < 1) return undefined;
  const longer = counts.slice();
  longer[length - 1] = (longer[length - 1] ?? 0) + more.length;
  const all = new Uint8Array(symbols.length + more.length);
  all.set(symbols);
  all.set(more, symbols.length);
  return huffmanTable(longer, all);
}

/**
 * The table that codes symbols in the fewest bits (T.81, K.2).
 * @param frequencies how often each of the 256 symbols occurs
 */
export function optimalTable(frequencies: Uint32Array): HuffmanTable {
  // One more symbol takes the code of all ones, which is not allowed.
  const weights = Float64Array.from([...frequencies, 1]);
  const bits = new Uint16Array(257), next = new Int16Array(257).fill(-1);
  for (;;) {
    const first = lightest(weights, -1), second = lightest(weights, first);
    if (second < 0) break;
    weights[first] = at(weights, first) + at(weights, second);
    weights[second] = 0;
    let last = first;
    for (bits[first] = at(bits, first) + 1; at(next, last) >= 0;) {
      last = at(next, last);
      bits[last] = at(bits, last) + 1;
    }
    next[last] = second;
    for (last = second; last >= 0; last = at(next, last)) bits[last] = at(bits, last) + 1;
  }
  const counts = new Uint16Array(258);
  for (const length of bits) if (length > 0) counts[length] = at(counts, length) + 1;
  shorten(counts);
  const order = Array.from(bits, (length, symbol) => ({ length, symbol }))
    .filter(({ length, symbol }) => length > 0 && symbol < 256)
    .sort((a, b) => a.length - b.length || a.symbol - b.symbol);
  return huffmanTable(
    Uint8Array.from(counts.subarray(1, LONGEST_CODE + 1)),
    Uint8Array.from(order, ({ symbol }) => symbol),
  );
}

/** The symbol that occurs least, the last one of several; -1 when none is left. */
function lightest(weights: Float64Array, except: number): number {
  let found = -1;
  for (let symbol = 0; symbol < weights.length; symbol++) {
    const weight = at(weights, symbol);
    if (weight > 0 && symbol !== except && (found < 0 || weight <= at(weights, found))) found = symbol;
  }
  return found;
}

/** Moves codes of more than 16 bits up, and takes the code of all ones away (T.81, figure K.3). */
function shorten(counts: Uint16Array): void {
  for (let length = counts.length - 1; length > LONGEST_CODE; length--) {
    while (at(counts, length) > 0) {
      let shorter = length - 2;
      while (at(counts, shorter) === 0) shorter--;
      counts[length] = at(counts, length) - 2;
      counts[length - 1] = at(counts, length - 1) + 1;
      counts[shorter + 1] = at(counts, shorter + 1) + 2;
      counts[shorter] = at(counts, shorter) - 1;
    }
  }
  let longest = LONGEST_CODE;
  while (longest > 0 && at(counts, longest) === 0) longest--;
  counts[longest] = at(counts, longest) - 1;
}

function at(values: Uint16Array | Int16Array | Float64Array, index: number): number {
  return values[index] ?? 0;
}
