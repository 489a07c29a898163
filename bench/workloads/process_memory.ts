/** Memory of a process, from Linux (proc(5)). Millions of bytes of RAM it holds. */

/** Now (`VmRSS`), and the most since its start or since the peak was forgotten (`VmHWM`). */
export async function readMemory(pid: number): Promise<{ now: number; peak: number }> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)![1]) * 1024 / 1e6;
  return { now: read("VmRSS"), peak: read("VmHWM") };
}

/** Lets the peak start again from what is held now. */
export async function forgetPeak(pid: number): Promise<void> {
  await Deno.writeTextFile(`/proc/${pid}/clear_refs`, "5");
}
