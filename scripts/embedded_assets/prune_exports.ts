/**
 * Removes exports of a library for PGlite that nothing asks for, thousands of symbols of its C++ code: each takes an entry of three
 * tables and a function of JavaScript once the library is loaded.
 */
import { concatenate } from "../../src/core/db/embedded/wire_protocol.ts";

/** Of a module of WebAssembly: the size of its header, and ids of its sections. */
const HEADER = 8, IMPORTS = 2, EXPORTS = 7;
/** Kinds of imports, and what is written about them after their names. */
const FUNCTION = 0, TABLE = 1, MEMORY = 2, GLOBAL = 3, TAG = 4;
/** What Emscripten calls itself, and PostgreSQL by name. */
const ALWAYS_KEPT = /^(__wasm_|_PG_|Pg_magic_func$|pg_finfo_|_initialize$|_emscripten)/;
/** PostgreSQL calls each function that has one of these. */
const INFORMATION = "pg_finfo_";

/** The module without the exports that it does not import itself, and by which PostgreSQL finds no function. */
export function pruneExports(module: Uint8Array): Uint8Array {
  const sections = readSections(module);
  const imported = readImports(bodyOf(sections, IMPORTS));
  const exported = readExports(bodyOf(sections, EXPORTS));
  const called = new Set(
    exported.flatMap(({ name }) => name.startsWith(INFORMATION) ? name.slice(INFORMATION.length) : []),
  );
  const kept = exported.filter(({ name }) => imported.has(name) || called.has(name) || ALWAYS_KEPT.test(name));
  const pruned = concatenate([unsigned(kept.length), ...kept.map(({ bytes }) => bytes)]);
  return concatenate([
    module.subarray(0, HEADER),
    ...sections.flatMap(({ id, body }) => {
      const content = id === EXPORTS ? pruned : body;
      return [Uint8Array.of(id), unsigned(content.length), content];
    }),
  ]);
}

interface Section {
  id: number;
  body: Uint8Array;
}

function readSections(module: Uint8Array): Section[] {
  const reader = new Reader(module, HEADER), sections: Section[] = [];
  while (!reader.isAtEnd) sections.push({ id: reader.byte(), body: reader.bytes(reader.unsigned()) });
  return sections;
}

function bodyOf(sections: readonly Section[], wanted: number): Uint8Array {
  const section = sections.find(({ id }) => id === wanted);
  if (!section) throw new Error(`The module has no section ${wanted}`);
  return section.body;
}

/** The names of all imports. */
function readImports(section: Uint8Array): Set<string> {
  const reader = new Reader(section), names = new Set<string>();
  for (let left = reader.unsigned(); left > 0; left--) {
    reader.name();
    names.add(reader.name());
    skipType(reader, reader.byte());
  }
  return names;
}

function skipType(reader: Reader, kind: number): void {
  if (kind === FUNCTION) reader.unsigned();
  else if (kind === GLOBAL) reader.bytes(2);
  else if (kind === TAG) reader.bytes(1), reader.unsigned();
  else if (kind === TABLE || kind === MEMORY) {
    if (kind === TABLE) reader.byte();
    const hasMost = (reader.byte() & 1) === 1;
    reader.unsigned();
    if (hasMost) reader.unsigned();
  } else throw new Error(`The module imports a thing of kind ${kind}`);
}

/** Each export: its name, and all its bytes. */
function readExports(section: Uint8Array): { name: string; bytes: Uint8Array }[] {
  const reader = new Reader(section);
  return Array.from({ length: reader.unsigned() }, () => {
    const start = reader.offset, name = reader.name();
    reader.byte();
    reader.unsigned();
    return { name, bytes: section.subarray(start, reader.offset) };
  });
}

/** Reads the binary format of WebAssembly. */
class Reader {
  readonly #bytes: Uint8Array;
  offset: number;

  constructor(bytes: Uint8Array, offset = 0) {
    this.#bytes = bytes;
    this.offset = offset;
  }

  get isAtEnd(): boolean {
    return this.offset >= this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.offset++];
    if (byte === undefined) throw new Error("The module ends too early");
    return byte;
  }

  bytes(length: number): Uint8Array {
    return this.#bytes.subarray(this.offset, this.offset += length);
  }

  /** A number in LEB128. */
  unsigned(): number {
    let value = 0;
    for (let factor = 1;; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  name(): string {
    return new TextDecoder().decode(this.bytes(this.unsigned()));
  }
}

/** In LEB128. */
function unsigned(value: number): Uint8Array {
  const bytes: number[] = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push(value % 128 + 128);
  return Uint8Array.of(...bytes, value);
}
