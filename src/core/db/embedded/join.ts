/** Joining a database that another process runs. */
import { connect } from "node:net";
import { readHolder } from "./holder.ts";

/** Whether somebody listens on a unix socket. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const attempt = connect(socket);
    attempt.once("connect", () => {
      attempt.destroy();
      resolve(true);
    });
    attempt.on("error", () => resolve(false));
  });
}

/** The socket of the process that holds the lock, once it takes connections; undefined as long as it does not. */
export async function findRunningSocket(holderFile: string): Promise<string | undefined> {
  const holder = await readHolder(holderFile);
  return holder && await answers(holder.socket) ? holder.socket : undefined;
}
