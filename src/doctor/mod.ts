/** Finds the problems of an instance, and fixes what it can. */
export { examine } from "./examine.ts";
export { type Finding, type Problem, PROBLEMS } from "./findings.ts";
