/** Reads and writes messages of Protocol Buffers field by field, which is all that changing an ONNX file takes. */

/** A field of a message: numbers are varints, bytes are texts, messages and packed numbers. */
export type Field = [number: number, value: number | Uint8Array];

/** Reads the fields of a message in order. @throws RangeError when it is broken, or has fields of fixed size */
export function readMessage(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0;; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError("The message ends in a number");
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint(), number = Math.floor(key / 8);
    if (key % 8 === 0) fields.push([number, varint()]);
    else if (key % 8 === 2) {
      const size = varint();
      if (at + size > bytes.length) throw new RangeError("The message ends in a field");
      fields.push([number, bytes.subarray(at, at + size)]);
      at += size;
    } else if (key % 8 === 5) {
      // Floating-point attributes are kept as they are: with a number that tells them apart.
      fields.push([-number, bytes.subarray(at, at + 4)]);
      at += 4;
    } else throw new RangeError(`The message has a field of type ${key % 8}`);
  }
  return fields;
}

/** Writes a message. Negative field numbers are 32-bit ones, as `readMessage()` gives them. */
export function writeMessage(fields: Field[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (const [number, value] of fields) {
    if (typeof value === "number") parts.push(varint(number * 8), varint(value));
    else if (number < 0) parts.push(varint(-number * 8 + 5), value);
    else parts.push(varint(number * 8 + 2), varint(value.length), value);
  }
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The messages of a repeated field. */
export function messagesOf(fields: Field[], number: number): Uint8Array[] {
  return fields.flatMap(([one, value]) => one === number && typeof value !== "number" ? [value] : []);
}

/** The texts of a repeated field. */
export function textsOf(fields: Field[], number: number): string[] {
  return messagesOf(fields, number).map((bytes) => new TextDecoder().decode(bytes));
}

/** A text as a field's value. */
export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  // Negative numbers of 64 bits do not occur in what is written here.
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push(value % 128 + 128);
  bytes.push(value);
  return Uint8Array.from(bytes);
}
