import { accountsTexts } from "../accounts-texts.ts";

export interface ProfileFields {
  readonly displayName: string;
  readonly username: string;
  /** Empty: none. */
  readonly email: string;
}

/** What keeps the fields from being saved, in a sentence each. Main has the last word. */
export function problemsOf(fields: ProfileFields): Partial<Record<keyof ProfileFields, string>> {
  const say = accountsTexts.profile;
  const email = fields.email.trim();
  return {
    ...(fields.displayName.trim() === "" && { displayName: say.empty }),
    ...(fields.username.trim() === "" && { username: say.emptyUsername }),
    ...(email !== "" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email) && { email: say.badEmail }),
  };
}

/** What is wrong with a new password and its repetition; null: nothing. */
export function newPasswordProblem(next: string, repeated: string): "tooShort" | "differs" | null {
  if (next.length < 8) return "tooShort";
  return next === repeated ? null : "differs";
}
