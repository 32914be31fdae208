import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The files and folders that a command line names, absolute. Chromium puts switches of its own among the words; Linux' file
 * managers write files as `file:` addresses.
 * @param argv whole, from the executable on; unpackaged, the app's folder comes after that
 */
export function namedPaths(
  argv: readonly string[],
  workingDirectory: string,
  isPackaged: boolean,
): string[] {
  const words = argv.filter(
    (word, index) => !word.startsWith("-") && argv[index - 1] !== "--data-dir",
  );
  return words.slice(isPackaged ? 1 : 2).flatMap((word) => {
    if (/^file:\/\//i.test(word)) return pathOfUrl(word);
    return [isAbsolute(word) ? word : join(workingDirectory, word)];
  });
}

function pathOfUrl(url: string): string[] {
  try {
    return [fileURLToPath(url)];
  } catch {
    // An address of another machine, or half of one: no file of ours.
    return [];
  }
}
