/** Where the embedded database keeps things in a data folder. */
import { join, resolve } from "node:path";

export interface Places {
  /** PostgreSQL's own data folder. */
  dataFolder: string;
  /** Held by the process that runs the database. */
  lock: string;
  /** Says who holds the lock; see holder.ts. */
  holder: string;
  /** Folder of the socket, which only its owner can enter. */
  socketFolder: string;
}

export function placesIn(folder: string): Places {
  const root = resolve(folder);
  return {
    dataFolder: join(root, "db"),
    lock: join(root, "db.lock"),
    holder: join(root, "db.json"),
    socketFolder: join(root, "db.socket"),
  };
}
