/** Several threads in one process: what they share and how they ask each other. */
export type { LineMessage, Port, Question } from "./line.ts";
export { type SharedRow, SharedTable, type TableSize } from "./shared_table.ts";
export { type Invitation, Team } from "./team.ts";
