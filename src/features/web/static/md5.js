/** MD5 (RFC 1321), in pieces: the sum by which the server knows files. Browsers have none, and no `crypto.subtle` without HTTPS. */

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
/** Section 3.4: the integer parts of 2^32 times the sines of the steps. */
const SINES = Int32Array.from({ length: 64 }, (_, step) => Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32));
const BLOCK = 64;

/** A sum that grows with each piece. */
export class Md5 {
  #state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  #words = new Int32Array(16);
  #rest = new Uint8Array(BLOCK);
  #restLength = 0;
  #length = 0;

  /** Adds bytes. */
  push(bytes) {
    this.#length += bytes.length;
    let position = 0;
    if (this.#restLength > 0) {
      position = Math.min(BLOCK - this.#restLength, bytes.length);
      this.#rest.set(bytes.subarray(0, position), this.#restLength);
      this.#restLength += position;
      if (this.#restLength < BLOCK) return;
      this.#add(this.#rest, 0);
    }
    for (; position + BLOCK <= bytes.length; position += BLOCK) this.#add(bytes, position);
    this.#rest.set(bytes.subarray(position));
    this.#restLength = bytes.length - position;
  }

  /** @returns 32 hexadecimal digits; nothing can be added afterwards */
  end() {
    const length = this.#length;
    const padding = new Uint8Array((length % BLOCK < 56 ? 56 : 120) - length % BLOCK + 8);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, (length * 8) >>> 0, true);
    view.setUint32(padding.length - 4, Math.floor(length / 2 ** 29), true);
    this.push(padding);
    return Array.from(new Uint8Array(this.#state.buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  #add(bytes, start) {
    const words = this.#words, state = this.#state;
    for (let index = 0, at = start; index < 16; index++, at += 4) {
      words[index] = bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16 | bytes[at + 3] << 24;
    }
    let a = state[0], b = state[1], c = state[2], d = state[3];
    for (let step = 0; step < 64; step++) {
      const round = step >> 4;
      let mixed, index;
      if (round === 0) (mixed = b & c | ~b & d, index = step);
      else if (round === 1) (mixed = d & b | ~d & c, index = 5 * step + 1 & 15);
      else if (round === 2) (mixed = b ^ c ^ d, index = 3 * step + 5 & 15);
      else (mixed = c ^ (b | ~d), index = 7 * step & 15);
      const sum = a + mixed + SINES[step] + words[index] | 0;
      const shift = SHIFTS[round << 2 | step & 3];
      a = d;
      d = c;
      c = b;
      b = b + (sum << shift | sum >>> 32 - shift) | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
}

/** The sum of a text in UTF-8. */
export function md5OfText(text) {
  const sum = new Md5();
  sum.push(new TextEncoder().encode(text));
  return sum.end();
}

const PIECE = 1 << 20;

/** The sum of a file, read in pieces. */
export async function md5OfFile(file) {
  const sum = new Md5();
  for (let position = 0; position < file.size; position += PIECE) {
    sum.push(new Uint8Array(await file.slice(position, position + PIECE).arrayBuffer()));
  }
  return sum.end();
}
