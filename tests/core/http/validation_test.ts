import assert from "node:assert/strict";
import { message } from "../../../src/core/messages/mod.ts";
import { z } from "@hono/zod-openapi";
import { ApiError } from "../../../src/core/http/errors.ts";
import {
  boolean,
  dictionary,
  duration,
  integer,
  number,
  text,
  uuid,
  word,
} from "../../../src/core/http/lenient_schemas.ts";
import { validate } from "../../../src/core/http/validation.ts";

const REFUSAL = message("http.bad_parameters");

const ACCEPTED: [string, z.ZodType, unknown, unknown][] = [
  ["integer()", integer(), 12, 12],
  ["integer()", integer(), 12.0, 12],
  ["integer()", integer(), "12", 12],
  ["integer()", integer(), "12.0", 12],
  ["integer()", integer(), true, 1],
  ["number()", number(), "1.5", 1.5],
  ["boolean()", boolean(), "True", true],
  ["boolean()", boolean(), "off", false],
  ["boolean()", boolean(), 1, true],
  ["duration()", duration(), 57.5, 57.5],
  ["duration()", duration(), -3, -3],
  ["duration()", duration(), "00:01:30", 90],
  ["duration()", duration(), "PT1M", 60],
  ["duration()", duration(), "P1DT2H", 93600],
  ["uuid()", uuid(), "4366DDDB-8A71-4F6E-A3D4-CB6B545476BB", "4366dddb-8a71-4f6e-a3d4-cb6b545476bb"],
];

for (const [name, schema, value, expected] of ACCEPTED) {
  Deno.test(`${name} reads ${JSON.stringify(value)}`, () => assert.equal(validate(schema, value, REFUSAL), expected));
}

const REFUSED: [string, z.ZodType, unknown, string][] = [
  ["text()", text(), 12, "Input should be a valid string"],
  ["text({max})", text({ max: 2 }), "abc", "String should have at most 2 characters"],
  ["integer()", integer(), "12.5", "Input should be a valid integer, unable to parse string as an integer"],
  ["integer()", integer(), 12.5, "Input should be a valid integer, got a number with a fractional part"],
  ["integer()", integer(), [1], "Input should be a valid integer"],
  ["integer({max})", integer({ max: 1000 }), 1001, "Input should be less than or equal to 1000"],
  ["integer({min})", integer({ min: 0 }), -1, "Input should be greater than or equal to 0"],
  ["number()", number(), "x", "Input should be a valid number, unable to parse string as a number"],
  ["boolean()", boolean(), "perhaps", "Input should be a valid boolean, unable to interpret input"],
  ["dictionary()", dictionary(), [1], "Input should be a valid dictionary"],
  ["word()", word("a", "b", "c"), "d", "Input should be 'a', 'b' or 'c'"],
  ["word()", word("a", "b"), "d", "Input should be 'a' or 'b'"],
];

for (const [name, schema, value, message] of REFUSED) {
  Deno.test(`${name} refuses ${JSON.stringify(value)}`, () => {
    assert.equal(refusal(() => validate(z.object({ field: schema }), { field: value }, REFUSAL))[0]?.error, message);
  });
}

Deno.test("duration() refuses a number as text", () => {
  const [detail] = refusal(() => validate(duration(), "60", REFUSAL));
  assert.match(detail?.error ?? "", /^Input should be a valid timedelta/);
});

Deno.test("validate() names every wrong field, in the order of the schema, with what was given", () => {
  const schema = z.object({ title: text(), count: integer(), list: z.array(z.object({ key: text() })) });
  const given = { count: "x", list: [{ key: "a" }, {}], extra: 1 };
  assert.deepEqual(refusal(() => validate(schema, given, REFUSAL)), [
    { fields: ["title"], error: "Field required", input: given },
    { fields: ["count"], error: "Input should be a valid integer, unable to parse string as an integer", input: "x" },
    { fields: ["list", 1, "key"], error: "Field required" },
  ]);
});

Deno.test("validate() refuses unknown keys where the schema is strict", () => {
  const [detail] = refusal(() => validate(z.strictObject({ a: integer().optional() }), { b: 1 }, REFUSAL));
  assert.deepEqual(detail, { fields: ["b"], error: "Extra inputs are not permitted", input: 1 });
});

function refusal(action: () => unknown): { fields: unknown[]; error: string; input?: unknown }[] {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof ApiError);
    assert.equal(error.status, 400);
    return error.details as ReturnType<typeof refusal>;
  }
  assert.fail("It was accepted");
}
