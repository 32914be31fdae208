const names = ["cover", "folder", "front", "album"];
const extensions = ["jpg", "jpeg", "png", "webp"];

/**
 * The file name in a folder that is the folder's cover, or null. Names come before extensions: `cover.png` beats
 * `folder.jpg`; among spellings that differ only in case the first in code-unit order wins, so that the answer does not depend on the
 * order in which the system lists a folder.
 */
export function findFolderCover(fileNames: Iterable<string>): string | null {
  let best: string | null = null;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const fileName of fileNames) {
    const dot = fileName.lastIndexOf(".");
    if (dot <= 0) continue;
    const name = names.indexOf(fileName.slice(0, dot).toLowerCase());
    const extension = extensions.indexOf(fileName.slice(dot + 1).toLowerCase());
    if (name < 0 || extension < 0) continue;
    const rank = name * extensions.length + extension;
    if (rank < bestRank || (rank === bestRank && best !== null && fileName < best)) {
      best = fileName;
      bestRank = rank;
    }
  }
  return best;
}
