/** The stores of an instance: where picture files are kept. */
export { isOutOfSpace, isPassingStorageFailure, isStorageFault } from "./failures.ts";
export * from "./layout.ts";
export { moveFile } from "./local.ts";
export { readRoom, type Room } from "./local_folders.ts";
export { openStores, StorageError, type Stores, sweepUploads } from "./open.ts";
export * from "./store.ts";
export { confirmDecided, settleUnconfirmed } from "./unconfirmed.ts";
