import assert from "node:assert/strict";
import {
  isOutOfSpace,
  isPassingStorageFailure,
  isStorageFault,
  StoreUnreachableError,
} from "../../../src/core/storage/mod.ts";

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

Deno.test("failures of stores are told apart: no room, not working now, and defects of ours", () => {
  const cases: [Error, full: boolean, faulty: boolean, passing: boolean][] = [
    [failure("ENOSPC"), true, false, true],
    [failure("EDQUOT"), true, false, true],
    [new Error("could not be stored", { cause: failure("ENOSPC") }), true, false, true],
    [failure("EIO"), false, true, false],
    [failure("EROFS"), false, true, false],
    [new Error("could not be stored", { cause: failure("EACCES") }), false, true, false],
    [new StoreUnreachableError("away"), false, true, true],
    [failure("ENOENT"), false, false, false],
    [new TypeError("x is undefined"), false, false, false],
  ];
  for (const [error, ...expected] of cases) {
    assert.deepEqual(
      [isOutOfSpace(error), isStorageFault(error), isPassingStorageFailure(error)],
      expected,
      error.message,
    );
  }
});
