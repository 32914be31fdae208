import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** A row of `users`. */
export interface User {
  readonly id: number;
  readonly uuid: string;
  readonly username: string;
  readonly email: string | null;
  /** Null: the profile has no password. */
  readonly passwordHash: string | null;
  readonly displayName: string;
  readonly avatarKey: string | null;
  readonly isActive: boolean;
  readonly isAdmin: boolean;
  readonly createdAt: number;
  readonly lastLoginAt: number | null;
}

/** What a new profile is made of. */
export type NewUser = Omit<User, "id" | "avatarKey" | "isActive" | "createdAt" | "lastLoginAt">;

/** Columns of a profile that a person may change, each journaled. */
export type UserChanges = Partial<
  Pick<User, "username" | "email" | "displayName" | "avatarKey" | "isActive" | "isAdmin">
>;

interface UserRow {
  readonly id: number;
  readonly uuid: string;
  readonly username: string;
  readonly email: string | null;
  readonly password_hash: string | null;
  readonly display_name: string;
  readonly avatar_key: string | null;
  readonly is_active: number;
  readonly is_admin: number;
  readonly created_at: number;
  readonly last_login: number | null;
}

const selectUsers = `SELECT id, uuid, username, email, password_hash, display_name, avatar_key, is_active, is_admin,
  created_at, last_login FROM users`;

const columnNames: Readonly<Record<keyof UserChanges, string>> = {
  username: "username",
  email: "email",
  displayName: "display_name",
  avatarKey: "avatar_key",
  isActive: "is_active",
  isAdmin: "is_admin",
};

/** Rows of `users`. */
export class UsersRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  create(tx: WriteTx, user: NewUser, now: number): void {
    tx.run(
      `INSERT INTO users (uuid, username, email, password_hash, display_name, is_active, is_admin, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)`,
      user.uuid,
      user.username,
      user.email,
      user.passwordHash,
      user.displayName,
      user.isAdmin ? 1 : 0,
      now,
      now,
    );
  }

  getById(id: number): User | undefined {
    return toUser(this.#read.get<UserRow>(`${selectUsers} WHERE id = ?`, id));
  }

  getByUuid(uuid: string): User | undefined {
    return toUser(this.#read.get<UserRow>(`${selectUsers} WHERE uuid = ?`, uuid));
  }

  /** @param username folded as `foldUsername` does */
  getByUsername(username: string): User | undefined {
    return toUser(this.#read.get<UserRow>(`${selectUsers} WHERE username = ?`, username));
  }

  /** @param email compared without case */
  getByEmail(email: string): User | undefined {
    return toUser(
      this.#read.get<UserRow>(`${selectUsers} WHERE lower(email) = lower(?) LIMIT 1`, email),
    );
  }

  /** The first active administrator: in most libraries the profile that the first start made. */
  getOwner(): User | undefined {
    return toUser(
      this.#read.get<UserRow>(
        `${selectUsers} WHERE is_admin = 1 AND is_active = 1 ORDER BY id LIMIT 1`,
      ),
    );
  }

  /** Whether nobody but the first profile was ever here, deleted ones included: ids are never given twice. */
  hadOneProfileOnly(): boolean {
    return (
      this.#read.pluck<number>("SELECT seq FROM sqlite_sequence WHERE name = 'users'")[0] === 1
    );
  }

  /** As people are listed: by name. */
  getAll(): User[] {
    return this.#read.all<UserRow>(`${selectUsers} ORDER BY lower(display_name), id`).map(fromRow);
  }

  /** Writes what is given and leaves the rest. */
  update(tx: WriteTx, id: number, changes: UserChanges, now: number): void {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined) as [
      keyof UserChanges,
      string | boolean | null,
    ][];
    if (given.length === 0) return;
    const columns = given.map(([key]) => `${columnNames[key]} = ?`).join(", ");
    const values = given.map(([, value]) => (typeof value === "boolean" ? Number(value) : value));
    tx.run(`UPDATE users SET ${columns}, updated_at = ? WHERE id = ?`, ...values, now, id);
  }

  setPasswordHash(tx: WriteTx, id: number, hash: string | null): void {
    tx.run("UPDATE users SET password_hash = ? WHERE id = ?", hash, id);
  }

  setLastLogin(tx: WriteTx, id: number, now: number): void {
    tx.run("UPDATE users SET last_login = ? WHERE id = ?", now, id);
  }

  /** Its ratings, queue and sessions go with it; its plays stay, nobody's. */
  delete(tx: WriteTx, id: number): void {
    tx.run("DELETE FROM users WHERE id = ?", id);
  }
}

function toUser(row: UserRow | undefined): User | undefined {
  return row === undefined ? undefined : fromRow(row);
}

function fromRow(row: UserRow): User {
  return {
    id: row.id,
    uuid: row.uuid,
    username: row.username,
    email: row.email,
    passwordHash: row.password_hash,
    displayName: row.display_name,
    avatarKey: row.avatar_key,
    isActive: row.is_active === 1,
    isAdmin: row.is_admin === 1,
    createdAt: row.created_at,
    lastLoginAt: row.last_login,
  };
}
