import assert from "node:assert/strict";
import { readIptc } from "../../../../src/core/metadata/iptc/read_iptc.ts";
import { bytesOf } from "../../jpeg/make_jpeg.ts";
import { type DatasetBytes, makeIptc } from "./make_iptc.ts";

Deno.test("readIptc() names datasets and writes them by their kind", () => {
  const cases: [name: string, datasets: DatasetBytes[], expected: Record<string, string>][] = [
    ["text", [[2, 120, "Légende"]], { "Iptc.Application2.Caption": "Légende" }],
    ["text in ISO 8859-1", [[2, 120, [0x63, 0xe9]]], { "Iptc.Application2.Caption": "cé" }],
    ["number", [[2, 0, [1, 4]]], { "Iptc.Application2.RecordVersion": "260" }],
    ["date", [[2, 55, "20150504"]], { "Iptc.Application2.DateCreated": "2015-05-04" }],
    ["broken date", [[2, 55, "May"]], { "Iptc.Application2.DateCreated": "May" }],
    ["time", [[2, 60, "130852+0200"]], { "Iptc.Application2.TimeCreated": "13:08:52+02:00" }],
    ["time without zone", [[2, 60, "130852"]], { "Iptc.Application2.TimeCreated": "13:08:52+00:00" }],
    ["bytes", [[2, 202, [1, 255]]], { "Iptc.Application2.Preview": "1 255" }],
    ["repeatable", [[2, 25, "a"], [2, 25, "b"]], { "Iptc.Application2.Keywords": "['a', 'b']" }],
    ["repeated against the rule", [[2, 120, "a"], [2, 120, "b"]], { "Iptc.Application2.Caption": "a" }],
    ["envelope", [[1, 90, "\x1b%G"]], { "Iptc.Envelope.CharacterSet": "\x1b%G" }],
    ["private", [[2, 99, "x"], [9, 1, "x"]], {}],
  ];
  for (const [name, datasets, expected] of cases) {
    assert.deepEqual(Object.fromEntries(readIptc(makeIptc(datasets))), expected, name);
  }
});

Deno.test("readIptc() reads what is whole of a broken resource", () => {
  const bytes = makeIptc([[2, 25, "first"], [2, 120, "caption"]]);
  assert.deepEqual([...readIptc(bytes.subarray(0, -4))], [["Iptc.Application2.Keywords", "['first']"]]);
  for (let length = 0; length < bytes.length; length++) assert(readIptc(bytes.subarray(0, length)).size <= 2);
});

Deno.test("readIptc() finds nothing in other bytes", () => {
  for (const text of ["", "8BIM", "8BIM\x04\x04", "garbage garbage garbage"]) {
    assert.equal(readIptc(bytesOf(text)).size, 0, text);
  }
});
