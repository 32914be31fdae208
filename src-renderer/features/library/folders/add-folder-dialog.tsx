import { ArrowUp, ChevronRight, Folder, HardDrive } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { ChannelOutput } from "#shared/contract/index.ts";
import { onEvent, request } from "#renderer/lib/bridge.ts";
import { texts } from "#renderer/lib/texts.ts";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import css from "./add-folder-dialog.module.css";
import { addFolder, closeAddFolder, openAddFolder, useAddFolderState } from "./add-folder.store.ts";
import { folderTexts } from "./folder-texts.ts";

const say = folderTexts.add;

type Listing = ChannelOutput<"library.browseFolders">;

/** Stands once in the app; `openAddFolder` opens it, and so does the application menu. */
export function AddFolderDialog(): ReactNode {
  const { isOpen, droppedName } = useAddFolderState();
  useEffect(
    () =>
      onEvent("app.command", ({ command }) => {
        if (command === "addFolder") void openAddFolder();
      }),
    [],
  );
  return isOpen ? <FolderBrowser droppedName={droppedName} /> : null;
}

function FolderBrowser({ droppedName }: { readonly droppedName: string | null }): ReactNode {
  const [listing, setListing] = useState<Listing | null>(null);
  const [path, setPath] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const newest = useRef(0);
  /** What a person types while a listing is under way must never be replaced by it: another folder would be added. */
  const hasTyped = useRef(false);
  const field = useRef<HTMLInputElement>(null);

  const browse = useCallback((to: string | null): void => {
    const mine = ++newest.current;
    hasTyped.current = false;
    request("library.browseFolders", { path: to }).then(
      (answer) => {
        if (mine !== newest.current) return undefined;
        setListing(answer);
        if (hasTyped.current) return undefined;
        setError(null);
        return setPath(answer.path);
      },
      (thrown: unknown) => mine === newest.current && setError(errorMessage(thrown)),
    );
  }, []);
  useEffect(() => browse(null), [browse]);
  useLayoutEffect(() => {
    // A path that a listing put under the caret is replaced by what is typed or pasted next, never lengthened by it.
    const isTheirs = listing !== null && !hasTyped.current;
    if (isTheirs && document.activeElement === field.current) field.current?.select();
  }, [listing]);

  async function add(): Promise<void> {
    setAdding(true);
    try {
      await addFolder(path.trim());
      closeAddFolder();
    } catch (thrown) {
      setError(errorMessage(thrown));
      setAdding(false);
    }
  }

  const isTyped = listing !== null && path.trim() !== listing.path;
  return (
    <Dialog
      isOpen
      onOpenChange={closeAddFolder}
      title={say.title}
      description={droppedName === null ? say.description : say.dropped(droppedName)}
      footer={
        <>
          <Button onClick={closeAddFolder}>{texts.common.cancel}</Button>
          <Button
            variant="primary"
            disabled={isAdding || path.trim() === ""}
            onClick={() => void add()}
          >
            {isAdding ? say.adding : say.confirm}
          </Button>
        </>
      }
    >
      <form
        className={css["path"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (isTyped) browse(path.trim());
          else void add();
        }}
      >
        <IconButton
          label={say.up}
          disabled={listing === null || listing.parent === null}
          onClick={() => listing?.parent !== undefined && browse(listing.parent)}
        >
          <ArrowUp />
        </IconButton>
        <TextField
          ref={field}
          label={say.pathLabel}
          isLabelHidden
          className={css["field"] ?? ""}
          placeholder={say.pathPlaceholder}
          value={path}
          maxLength={4096}
          error={error ?? undefined}
          onChange={(event) => {
            hasTyped.current = true;
            setPath(event.target.value);
          }}
        />
        <Button type="submit" disabled={!isTyped}>
          {say.go}
        </Button>
      </form>
      <div className={css["columns"]}>
        <ul className={css["places"]} aria-label={say.places}>
          {listing?.places.map((place) => (
            <li key={place.path}>
              <button
                type="button"
                title={place.path}
                aria-current={place.path === listing.path}
                className={css["place"]}
                onClick={() => browse(place.path)}
              >
                <HardDrive aria-hidden="true" />
                <span>{place.name}</span>
              </button>
            </li>
          ))}
        </ul>
        <FolderNames listing={listing} onOpen={browse} />
      </div>
    </Dialog>
  );
}

interface FolderNamesProps {
  readonly listing: Listing | null;
  readonly onOpen: (path: string) => void;
}

function FolderNames({ listing, onOpen }: FolderNamesProps): ReactNode {
  // Arrows move between the names, as in a file manager.
  function onKeyDown(event: KeyboardEvent<HTMLButtonElement>): void {
    const list = event.currentTarget.closest("ul");
    const buttons = [...(list?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) buttons[at + step]?.focus();
    else if (event.key === "Backspace" && typeof listing?.parent === "string")
      onOpen(listing.parent);
    else return;
    event.preventDefault();
  }

  if (listing === null) return <div className={css["names"]} />;
  if (listing.folders.length === 0)
    return <p className={`${css["names"]} ${css["none"]}`}>{say.noFolders}</p>;
  return (
    <ul key={listing.path} className={css["names"]} aria-label={say.folders}>
      {listing.folders.map((folder) => (
        <li key={folder.path}>
          <button
            type="button"
            className={css["name"]}
            onClick={() => onOpen(folder.path)}
            onKeyDown={onKeyDown}
          >
            <Folder aria-hidden="true" />
            <span>{folder.name}</span>
            <ChevronRight className={css["chevron"]} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}
