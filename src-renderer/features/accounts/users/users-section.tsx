import { UserPlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useIsAdmin } from "#renderer/lib/profile.ts";
import { Button } from "#renderer/ui/button.tsx";
import { accountsTexts } from "../accounts-texts.ts";
import { AddProfileDialog } from "./add-profile-dialog.tsx";
import { UserList } from "./user-list.tsx";
import css from "./user-list.module.css";

const say = accountsTexts.users;

/** The profiles of this installation: for administrators, with a sentence for everybody else. */
export function UsersSection(): ReactNode {
  const isAdmin = useIsAdmin();
  return (
    <>
      <p className={css["meaning"]}>{isAdmin ? say.intro : say.onlyAdmins}</p>
      {isAdmin && <UserList />}
    </>
  );
}

export function AddProfileButton(): ReactNode {
  const isAdmin = useIsAdmin();
  const [isOpen, setOpen] = useState(false);
  if (!isAdmin) return null;
  return (
    <>
      <Button size="small" icon={<UserPlus />} onClick={() => setOpen(true)}>
        {say.add}
      </Button>
      {isOpen && <AddProfileDialog onClose={() => setOpen(false)} />}
    </>
  );
}
