/** What the tests of the rules share: tags as tables, and warnings caught. */
import type { Tags } from "../../../src/core/metadata/read_tags.ts";
import type { Warn } from "../../../src/core/metadata/metadata_warning.ts";
import type { TextKey } from "../../../src/core/metadata/texts.ts";

/** Runs a rule on tags; gives its value and the names of its warnings. */
export function reading<T>(tags: Record<string, string>, rule: (tags: Tags, warn: Warn) => T): [T, TextKey[]] {
  const warnings: TextKey[] = [];
  const value = rule(new Map(Object.entries(tags)), (key) => warnings.push(key));
  return [value, warnings];
}
