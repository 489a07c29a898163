import assert from "node:assert/strict";
import { mostPixelsOf, readJpegHeader, type Undecodable, undecodable } from "../../../src/core/jpeg/mod.ts";
import { type JpegOptions, makeJpeg } from "./make_jpeg.ts";

Deno.test("undecodable() says what keeps a JPEG from being shown", () => {
  const cases: [JpegOptions, Undecodable | undefined][] = [
    [{}, undefined],
    [{ components: 3 }, undefined],
    [{ components: 4, frame: 0xc2 }, undefined],
    [{ frame: 0xc1 }, undefined],
    [{ frame: 0xc1, precision: 12 }, "precision"],
    [{ precision: 16 }, "precision"],
    [{ components: 2 }, "components"],
    [{ components: 5 }, "components"],
    [{ frame: 0xc9 }, "arithmetic"],
    [{ frame: 0xca }, "arithmetic"],
    [{ frame: 0xc3 }, "lossless"],
    [{ frame: 0xcb }, "lossless"],
    [{ frame: 0xc5 }, "hierarchical"],
    [{ frame: 0xcf }, "hierarchical"],
  ];
  for (const [options, expected] of cases) {
    assert.equal(undecodable(readJpegHeader(makeJpeg([], options))), expected, JSON.stringify(options));
  }
});

Deno.test("mostPixelsOf() allows progressive pictures less, as they are decoded as a whole", () => {
  const most = (frame: number) => mostPixelsOf(readJpegHeader(makeJpeg([], { frame })), 150_000_000);
  assert.equal(most(0xc0), 150_000_000);
  assert.equal(most(0xc2), 60_000_000);
});
