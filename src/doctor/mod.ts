/** Finds out what is wrong with an instance, and mends what can be mended. */
export { examine } from "./examine.ts";
export { type Finding, type Problem, PROBLEMS } from "./findings.ts";
