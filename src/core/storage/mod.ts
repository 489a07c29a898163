/** The stores of an instance: where picture files are kept. */
export { isPassingStorageFailure } from "./failures.ts";
export { isOutOfSpace } from "./out_of_space.ts";
export * from "./layout.ts";
export { openStores, StorageError, type Stores } from "./open.ts";
export { moveFile } from "./move.ts";
export * from "./store.ts";
export { readRoom, type Room } from "./room.ts";
export { sweepUploads } from "./sweep.ts";
