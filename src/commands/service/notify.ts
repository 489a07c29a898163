/**
 * Tells systemd how the service is doing (sd_notify(3)): by a datagram to a unix socket. Deno sends those behind an unstable flag
 * only, so that the C library does it.
 */
import { logger } from "../../core/log.ts";

/** What systemd says to a service of `Type=notify`, by its environment. */
export interface Supervisor {
  /** Path of the socket, or `@` and an abstract name. */
  socket: string;
  /** Milliseconds after which it is restarted unless it says that it is alive; undefined if it need not. */
  watchdog?: number;
}

/** A supervisor that waits for messages. */
export interface Notifier {
  /**
   * Says that it is ready, and from then on regularly, until the process ends, that its event loop runs.
   * @param isWell whether everything else does too; it is silent while not
   */
  ready(status: string, isWell?: () => boolean): void;
  /** Says that it is about to end. */
  stopping(): void;
}

/** Linux, on every processor that Deno runs on. */
const AF_UNIX = 1, SOCK_DGRAM = 2, SOCK_CLOEXEC = 0o2000000, MSG_NOSIGNAL = 0x4000;
/** Bytes of the address besides the path, and of the path (unix(7)). */
const FAMILY_SIZE = 2, PATH_SIZE = 108;
const MICROSECONDS = 1000;

const SYMBOLS = {
  socket: { parameters: ["i32", "i32", "i32"], result: "i32" },
  sendto: { parameters: ["i32", "buffer", "usize", "i32", "buffer", "u32"], result: "isize" },
  close: { parameters: ["i32"], result: "i32" },
} as const;

/** Who waits for messages, by the environment; undefined if nobody does. @param pid of this process */
export function findSupervisor(variables: Record<string, string | undefined>, pid: number): Supervisor | undefined {
  const { NOTIFY_SOCKET: socket, WATCHDOG_USEC, WATCHDOG_PID } = variables;
  if (!socket || !/^[@/]/.test(socket)) return undefined;
  const isMeant = WATCHDOG_PID === undefined || Number(WATCHDOG_PID) === pid;
  const watchdog = Number(WATCHDOG_USEC) / MICROSECONDS;
  return isMeant && watchdog > 0 ? { socket, watchdog } : { socket };
}

/** Messages to the supervisor of this process; they go nowhere if there is none. */
export function openNotifier(supervisor = findSupervisor(Deno.env.toObject(), Deno.pid)): Notifier {
  if (!supervisor) return { ready() {}, stopping() {} };
  const { socket, watchdog } = supervisor;
  return {
    ready(status, isWell = () => true) {
      notify(socket, `READY=1\nSTATUS=${status}`);
      // Twice as often as needed, as sd_watchdog_enabled(3) advises.
      if (watchdog) setInterval(() => isWell() && notify(socket, "WATCHDOG=1"), watchdog / 2);
    },
    stopping() {
      notify(socket, "STOPPING=1\nSTATUS=Finishing what runs");
    },
  };
}

/** Sends a message. A failure is only logged: the supervisor decides what silence means. */
function notify(socket: string, message: string): void {
  try {
    sendDatagram(socket, new TextEncoder().encode(message));
  } catch (error) {
    logger("service").warn("Cannot notify {socket}: {error}", { socket, error });
  }
}

function sendDatagram(socket: string, message: Uint8Array<ArrayBuffer>): void {
  const path = new TextEncoder().encode(socket);
  if (path.length >= PATH_SIZE) throw new Error("The name of the socket is too long");
  const address = new Uint8Array(FAMILY_SIZE + path.length);
  new Uint16Array(address.buffer, 0, 1)[0] = AF_UNIX;
  address.set(path, FAMILY_SIZE);
  if (socket.startsWith("@")) address[FAMILY_SIZE] = 0;
  const libc = Deno.dlopen("libc.so.6", SYMBOLS);
  try {
    const { symbols } = libc;
    const descriptor = symbols.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) throw new Error("There is no socket to send from");
    try {
      const sent = symbols.sendto(descriptor, message, BigInt(message.length), MSG_NOSIGNAL, address, address.length);
      if (Number(sent) !== message.length) throw new Error("Nobody receives there");
    } finally {
      symbols.close(descriptor);
    }
  } finally {
    libc.close();
  }
}
