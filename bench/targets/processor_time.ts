/** Time that processes spent on a processor, from Linux (proc(5)): unlike the clock, it hardly depends on other work. */

/** Milliseconds of a tick, 100 of which are a second in proc(5) on all common machines. */
const TICK = 10;

interface Process {
  parent: number;
  ticks: number;
}

/** Milliseconds of the given processes and all below them, those that have ended included. */
export async function processorTime(roots: number[]): Promise<number> {
  const processes = await listProcesses();
  const counted = new Set(roots);
  // Children are listed after their parents, unless numbers began again: as many rounds as there are generations do.
  for (let size = 0; size < counted.size;) {
    size = counted.size;
    for (const [pid, { parent }] of processes) if (counted.has(parent)) counted.add(pid);
  }
  return [...counted].reduce((sum, pid) => sum + (processes.get(pid)?.ticks ?? 0), 0) * TICK;
}

/** Processes that were started with this text in their environment. */
export async function findProcessesOf(text: string): Promise<number[]> {
  const found: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const environment = await Deno.readTextFile(`/proc/${name}/environ`).catch(() => "");
    if (environment.includes(text)) found.push(Number(name));
  }
  return found;
}

/** The process that PostgreSQL notes in its data folder. */
export async function postmasterOf(dataFolder: string): Promise<number> {
  return Number((await Deno.readTextFile(`${dataFolder}/postmaster.pid`)).split("\n")[0]);
}

async function listProcesses(): Promise<Map<number, Process>> {
  const processes = new Map<number, Process>();
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const text = await Deno.readTextFile(`/proc/${name}/stat`).catch(() => undefined);
    // The name of the program comes in brackets and may hold anything; what follows is counted from the third field.
    const [, parent, ...fields] = text?.slice(text.lastIndexOf(")") + 2).split(" ").map(Number) ?? [];
    // utime, stime, and those of children that have ended.
    if (parent !== undefined) {
      processes.set(Number(name), { parent, ticks: fields.slice(9, 13).reduce((sum, ticks) => sum + ticks, 0) });
    }
  }
  return processes;
}
