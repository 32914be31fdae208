import { join } from "node:path";
import { AudioFileReader } from "#features/library/tags/audio-file-reader.ts";
import { createTestLibrary } from "./test-library.ts";

/** Imports `<folder>/music` and dies, without a chance to clean up, after 300 files. */
const folder = process.argv[2] ?? "";
const library = createTestLibrary(
  {
    createReader: () => ({
      async *read(files) {
        const reader = new AudioFileReader();
        let count = 0;
        for (const { path } of files) {
          yield [await reader.read(path)];
          if (++count === 300) process.kill(process.pid, "SIGKILL");
        }
      },
      close: () => undefined,
    }),
  },
  folder,
);
await library.add(join(folder, "music"));
