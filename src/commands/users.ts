/** The users of this machine, as `/etc/passwd` lists them (passwd(5)). */

/** A user. */
export interface SystemUser {
  name: string;
  uid: number;
  /** Of the user's own group. */
  gid: number;
}

/** Finds a user by name or id; undefined when there is none, or the list cannot be read. */
export async function findUser(wanted: { name: string } | { uid: number }): Promise<SystemUser | undefined> {
  const users = await Deno.readTextFile("/etc/passwd").catch(() => "");
  for (const line of users.split("\n")) {
    const [name = "", , uid, gid] = line.split(":");
    const user = { name, uid: Number(uid), gid: Number(gid) };
    if ("name" in wanted ? wanted.name === name : wanted.uid === user.uid) return user;
  }
}
