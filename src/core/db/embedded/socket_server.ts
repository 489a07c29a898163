/** The unix socket through which clients reach the embedded database. */
import { createServer, type Server, type Socket } from "node:net";
import { chmodSync, rmSync } from "node:fs";
import type { Peer } from "./client_connection.ts";
import type { Multiplexer } from "./multiplexer.ts";

/** Bytes that may wait for a client to read them before it gets no further answers. */
const MOST_UNREAD = 1024 * 1024;

/** Milliseconds that a client gets to read the end of what it was sent. */
const CLOSING_TIME = 5000;

/**
 * Listens on a socket that only the user who runs this process can open. Clients may come before the database is ready; they
 * wait for it.
 * @param path of the socket, in a folder that only that user can enter
 */
export async function listen(path: string, ready: Promise<Multiplexer>): Promise<Server> {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    ready.then((multiplexer) => serve(socket, multiplexer), () => socket.destroy());
  });
  // What a killed process left; the lock of the data folder guarantees that nobody listens there.
  rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => resolve());
  });
  chmodSync(path, 0o600);
  return server;
}

function serve(socket: Socket, multiplexer: Multiplexer): void {
  if (socket.destroyed) return;
  const peer: Peer = {
    send: (bytes) => void (socket.writable && socket.write(bytes)),
    isBehind: () => socket.writableLength > MOST_UNREAD,
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close: () => {
      socket.end();
      const waiting = setTimeout(() => socket.destroy(), CLOSING_TIME);
      socket.once("close", () => clearTimeout(waiting));
    },
  };
  const connection = multiplexer.connect(peer);
  socket.on("data", (bytes: Uint8Array) => multiplexer.receive(connection, bytes));
  socket.on("drain", () => multiplexer.caughtUp(connection));
  socket.on("close", () => multiplexer.disconnect(connection));
}
