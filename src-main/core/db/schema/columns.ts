import { sql } from "drizzle-orm";
import { integer, text } from "drizzle-orm/sqlite-core";

/** Integer key that is never reused (AUTOINCREMENT), so that a snapshot or the journal can name a row that is gone. */
export const id = () => integer().primaryKey({ autoIncrement: true });

/** Identity outside the process. */
export const uuid = () => text().notNull().unique();

/** Milliseconds since the Unix epoch, UTC. */
export const timeMs = (name?: string) => (name === undefined ? integer() : integer(name));

/** Stored as 0 or 1. */
export const flag = () => integer({ mode: "boolean" });

/** Now, for defaults of rows that SQL itself makes. */
export const nowMs = sql`(CAST(unixepoch('subsec') * 1000 AS INTEGER))`;
