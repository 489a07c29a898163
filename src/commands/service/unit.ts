/** The systemd unit of the server: a user and a folder of its own, and access to nothing else. */

/** Where settings are read from. */
export const ENVIRONMENT_FILE = "/etc/panoramax.env";
/** Where a unit goes that an administrator installs. */
export const UNIT_FILE = "/etc/systemd/system/panoramax.service";
/** Where the program has to be, unless it says itself where it is. */
export const USUAL_BINARY = "/usr/local/bin/panoramax";
/** The folder of a service, unless another one is given. */
export const USUAL_FOLDER = "/var/lib/panoramax";

/** The first line of the unit, by which it is recognised. */
export const UNIT_MARK = "# Made by panoramax install-service. Changes belong into: systemctl edit panoramax";

/** Paths that mean the same in every line of a unit (systemd.syntax(7)): without spaces, quotes, `%`, `$` and backslashes. */
export const UNIT_PATH = /^\/[\p{L}\p{N}_./+,@=-]*$/u;

/** What differs from service to service. Paths are absolute and match `UNIT_PATH`. */
export interface ServiceUnit {
  /** The program. */
  binary: string;
  /** Of the data. */
  folder: string;
  /** An existing user; without one, systemd makes it while the service runs. */
  user?: string;
  /** Address to listen on, unless the environment file says otherwise. */
  host?: string;
  /** Port to listen on, unless the environment file says otherwise. */
  port?: number;
}

/** Ports below this one need a capability (Linux, `net.ipv4.ip_unprivileged_port_start`). */
const FIRST_FREE_PORT = 1024;

/** The unit as text. */
export function serviceUnit({ binary, folder, user, host, port }: ServiceUnit): string {
  const state = stateDirectory(folder);
  const capabilities = port !== undefined && port < FIRST_FREE_PORT ? "CAP_NET_BIND_SERVICE" : "";
  const lines = [
    UNIT_MARK,
    "[Unit]",
    "Description=Panoramax, a server for geolocated pictures",
    "Documentation=https://panoramax.fr",
    "After=network-online.target postgresql.service",
    "Wants=network-online.target",
    ...(state ? [] : ["# Its disk has to be mounted first.", `RequiresMountsFor=${folder}`]),
    "",
    "[Service]",
    "# The program says when it is ready, and every minute that it still is.",
    "Type=notify",
    `ExecStart=${binary} serve`,
    ...(host === undefined ? [] : [`Environment=HOST=${host}`]),
    ...(port === undefined ? [] : [`Environment=PORT=${port}`]),
    "# One NAME=value a line, over what is given here; see docs/settings.md.",
    `EnvironmentFile=-${ENVIRONMENT_FILE}`,
    `Environment=PANORAMAX_DATA=${folder}`,
    `WorkingDirectory=${folder}`,
    "Restart=always",
    "RestartSec=5",
    "# Wrong use of the command line: another attempt ends the same way.",
    "RestartPreventExitStatus=2",
    "# A first start on a slow machine, or one after a crash, takes its time.",
    "TimeoutStartSec=15min",
    "# Running requests get 30 seconds, running jobs may take as long again.",
    "TimeoutStopSec=90",
    "WatchdogSec=2min",
    "",
    "# The machine stays usable, whatever happens here. With 2 GB, less would not be enough for a start.",
    "MemoryMax=90%",
    "TasksMax=512",
    "LimitNOFILE=65536",
    "",
    "# A user of its own, and one folder that it may write to.",
    ...(user === undefined ? ["DynamicUser=yes", "User=panoramax"] : [`User=${user}`]),
    ...(state ? [`StateDirectory=${state}`, "StateDirectoryMode=0750"] : [`ReadWritePaths=${folder}`]),
    "UMask=0027",
    "",
    "# The rest of the machine is read only, or not there.",
    "ProtectSystem=strict",
    ...(isHome(folder) ? [] : ["ProtectHome=yes"]),
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "ProtectProc=invisible",
    "ProcSubset=all",
    "ProtectClock=yes",
    "ProtectHostname=yes",
    "ProtectControlGroups=yes",
    "ProtectKernelLogs=yes",
    "ProtectKernelModules=yes",
    "ProtectKernelTunables=yes",
    "",
    "NoNewPrivileges=yes",
    `CapabilityBoundingSet=${capabilities}`,
    `AmbientCapabilities=${capabilities}`,
    "RestrictNamespaces=yes",
    "RestrictRealtime=yes",
    "RestrictSUIDSGID=yes",
    "LockPersonality=yes",
    "RemoveIPC=yes",
    "KeyringMode=private",
    "# systemd, the embedded database and native PostgreSQL are reached by unix sockets.",
    "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
    "SystemCallArchitectures=native",
    "SystemCallFilter=@system-service",
    "SystemCallFilter=~@privileged @resources",
    "SystemCallErrorNumber=EPERM",
    "# No MemoryDenyWriteExecute: JavaScript and WebAssembly are compiled while they run.",
    "",
    "[Install]",
    "WantedBy=multi-user.target",
  ];
  return `${lines.join("\n")}\n`;
}

/** The name of a folder directly in `/var/lib`, which systemd makes and gives to the user; undefined for another one. */
export function stateDirectory(folder: string): string | undefined {
  return /^\/var\/lib\/([^/]+)$/.exec(folder)?.[1];
}

/** Whether a file or folder is where services see nothing, with `ProtectHome=` or `PrivateTmp=`. */
export function isHome(path: string): boolean {
  return /^\/(home|root|run\/user)(\/|$)/.test(path);
}
