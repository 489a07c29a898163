/**
 * Settings that administrators change while the program runs: stored in the database, heard of by every process.
 * `src/core/settings/runtime.ts` says which they are.
 */
export { followStored, loadStored } from "./follow.ts";
export { type DescribedSetting, describeSettings } from "./describe.ts";
export { readDefaults, readStored } from "./queries.ts";
export { instanceSettingsRoutes } from "./routes.ts";
