/** What only a desktop shell can do. Absent in a browser and on the command line; the page hides what is not there. */
export interface ShellAbilities {
  /** Opens the system's folder dialog; null when the person cancels. */
  readonly pickFolder: () => Promise<string | null>;
  /** Shows a file in the system's file manager. */
  readonly revealFile: (path: string) => void;
  /** Opens a folder in the system's file manager. */
  readonly openFolder: (path: string) => Promise<void>;
}
