/** Accounts: who may own pictures, and what their role lets them do. */
export interface Account {
  id: string;
  name: string;
  role: "user" | "admin";
  /** Whether the terms of service were accepted. */
  tosAccepted: boolean;
}

/** The columns of `accounts` that make an account. */
export interface AccountRow {
  id: string;
  name: string;
  role: Account["role"];
  tos_accepted: boolean;
}

/** The account of a row. */
export function toAccount({ id, name, role, tos_accepted }: AccountRow): Account {
  return { id, name, role, tosAccepted: tos_accepted };
}

/** Id of the account, or null for an anonymous caller: the form SQL wants. */
export function accountId(caller: Account | null): string | null {
  return caller?.id ?? null;
}
