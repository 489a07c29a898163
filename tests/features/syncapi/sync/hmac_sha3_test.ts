import assert from "node:assert/strict";
import { hmacSha3 } from "../../../../src/features/syncapi/sync/hmac_sha3.ts";

/** Values of Python's `hmac.new(key, message, hashlib.sha3_512)`, for keys shorter than a block, as long, and longer. */
const VALUES: [number, string][] = [
  [
    0,
    "daee7be5f5e53ef5e1a3fa3dc3a245e80147475dd8f0363752a3eb17faa55893" +
    "d8951b77da32f7d8fb7f933e770dedbbe5fcb5df6d2415a4b069b14f2a725694",
  ],
  [
    64,
    "ee54be318c8497fe0dcbe0886f3964c79c4dfd0b5cfa531ce63fe6f042b622ee" +
    "563985569462dfa9556d51e9ea854446be9cd44d907c5acd31ec2bd3aab81013",
  ],
  [
    72,
    "da6f461bb518bf13ad692fe7c2d5c09ea963bc66c202a5d78075be6ec6794cba" +
    "4cd7c6379e0577e20cf68fe2a48d32bce3eba9487a1094f432b019ef7db250de",
  ],
  [
    200,
    "9ee582a6ce0417fc0a6abc0392645dfb806978e8cb790270429e6cb99280328f" +
    "8f7195fad9380df2f998cd661e4e6728b5cfb5a5c29db20224119564db6cd5c0",
  ],
];

Deno.test("hmacSha3() gives what Python does, for keys of any length", () => {
  for (const [length, expected] of VALUES) {
    const key = new Uint8Array(length).fill(0x6b);
    const message = ["5666667", "{}"].map((text) => new TextEncoder().encode(text));
    assert.equal(hmacSha3(key, message).toString("hex"), expected, String(length));
  }
});
