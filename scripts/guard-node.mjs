// Old syntax on purpose: this file must be understood by the Node versions it turns away.
// better-sqlite3 needs Node-API 10; an older Node dies in it without a word, so every entry asks here first.
var major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  process.stderr.write(
    "Segue needs Node 24 and this is Node " +
      process.versions.node +
      ": run `npm rebuild node` (it restores the Node that `npm ci` installs beside Segue), then start again through npm.\n",
  );
  process.exit(1);
}
