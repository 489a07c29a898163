/** The multiplexer in front of the embedded database: clients that break PostgreSQL's protocol must not harm others. */
import assert from "node:assert/strict";
import { openPool } from "../../src/core/db/sql.ts";
import { openEmbeddedDatabase } from "../../src/core/db/embedded/mod.ts";
import { mutateBytes } from "../mutate.ts";
import type { Target } from "../target.ts";

const PROTOCOL_3 = 196608;
const LONGEST_ANSWER = 20_000;
const encoder = new TextEncoder();

export async function wireTarget(): Promise<Target> {
  const folder = await Deno.makeTempDir({ prefix: "panoramax-fuzz-" });
  const database = await openEmbeddedDatabase({ folder, role: "server" });
  const sql = openPool(database, { max: 2 });
  const conversation = joined(
    startup(),
    message("Q", "SELECT 1\0"),
    message("P", "\0SELECT $1::int\0\0\0"),
    message("B", "\0\0\0\0\0\x01\0\0\0\x011\0\0"),
    message("E", "\0\0\0\0\0"),
    message("S", ""),
    message("Q", "COPY (SELECT 1) TO STDOUT\0"),
    message("X", ""),
  );
  return {
    name: "wire",
    generate: (random) => {
      const mutated = mutateBytes(conversation, random);
      // Most conversations should get past their start.
      return random.chance(0.8) ? joined(startup(), mutated.subarray(startup().length)) : mutated;
    },
    async check(input) {
      await converse(database.socket, input);
      const [row] = await Promise.race([sql<{ one: number }[]>`SELECT 1 AS one`, tooLong()]);
      assert.equal(row?.one, 1);
    },
    async [Symbol.asyncDispose]() {
      await sql.end();
      await database.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** Sends everything, reads what comes until the other side ends or stays silent. */
async function converse(path: string, input: Uint8Array<ArrayBuffer>): Promise<void> {
  using connection = await Deno.connect({ transport: "unix", path });
  const buffer = new Uint8Array(65_536);
  try {
    await connection.write(input);
    await connection.closeWrite();
    while (await connection.read(buffer) !== null);
  } catch (error) {
    // The other side may end the connection of who breaks the protocol at any time.
    if (!(error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.ConnectionReset)) throw error;
  }
}

function tooLong(): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("Others wait for the database")), LONGEST_ANSWER);
  Deno.unrefTimer(timer);
  return promise;
}

function startup(): Uint8Array<ArrayBuffer> {
  const body = encoder.encode("user\0postgres\0database\0postgres\0\0");
  const packet = new Uint8Array(8 + body.length);
  new DataView(packet.buffer).setUint32(0, packet.length);
  new DataView(packet.buffer).setUint32(4, PROTOCOL_3);
  packet.set(body, 8);
  return packet;
}

function message(type: string, body: string): Uint8Array<ArrayBuffer> {
  const content = encoder.encode(body);
  const bytes = new Uint8Array(5 + content.length);
  bytes[0] = type.charCodeAt(0);
  new DataView(bytes.buffer).setUint32(1, 4 + content.length);
  bytes.set(content, 5);
  return bytes;
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}
