import { setImmediate } from "node:timers/promises";
import { nextRevision } from "../revision.ts";
import type { Destination, FileImporter } from "./file-importer.service.ts";
import type { ScanFile } from "./file-batch.ts";
import { matchMoved } from "./match-moved.ts";
import type { HeldFile, ScanLedger } from "./scan-ledger.ts";
import type { ScanOptions } from "./scan-options.ts";
import type { MoveCandidate, ScanRepository } from "./scan.repository.ts";

const fingerprintsPerQuery = 500;
const movesPerTransaction = 500;

interface Plan {
  readonly moves: { readonly held: HeldFile; readonly row: MoveCandidate }[];
  readonly others: { readonly held: HeldFile; readonly isBlocked: boolean }[];
}

/**
 * Gives files that appeared the rows of songs that lost theirs, and makes songs of the rest. Done once everything is read: only then
 * is it sure who lost what, also across watched folders.
 */
export async function resolveMoves(
  options: ScanOptions,
  ledger: ScanLedger,
  scan: ScanRepository,
  importer: FileImporter,
  lastSongId: number,
): Promise<void> {
  if (ledger.held.length === 0) return;
  const plan = await planMoves(ledger, scan, importer, lastSongId);
  for (const { row } of plan.moves) ledger.taken.add(row.id);
  for (const { held } of plan.moves)
    // Its file went to another song, and nothing was found for itself.
    if (held.file.songId !== 0 && !ledger.taken.has(held.file.songId))
      ledger.lost.set(held.file.songId, "missing");
  const isLight = (move: Plan["moves"][number]): boolean => saysTheSame(move.held, move.row);
  await moveRows(options, ledger, scan, plan.moves.filter(isLight));
  const destinations = new Map<ScanFile, Destination>();
  for (const { held, row } of plan.moves.filter((move) => !isLight(move)))
    destinations.set(held.file, {
      songId: row.id,
      isMove: true,
      isRemoved: row.isRemoved,
    });
  for (const { held, isBlocked } of plan.others) {
    const own = held.file.songId;
    if (own !== 0 && !ledger.taken.has(own))
      destinations.set(held.file, { songId: own, isMove: false, isRemoved: false });
    else if (!isBlocked || options.isByHand === true)
      destinations.set(held.file, { songId: 0, isMove: false, isRemoved: false });
  }
  await importer.importTo(destinations);
}

async function planMoves(
  ledger: ScanLedger,
  scan: ScanRepository,
  importer: FileImporter,
  lastSongId: number,
): Promise<Plan> {
  const plan: Plan = { moves: [], others: [] };
  const heldByFingerprint = Map.groupBy(ledger.held, (held) => held.fingerprint);
  const fingerprints = [...heldByFingerprint.keys()];
  for (let start = 0; start < fingerprints.length; start += fingerprintsPerQuery) {
    const chunk = fingerprints.slice(start, start + fingerprintsPerQuery);
    const rows = Map.groupBy(
      scan.findByFingerprints(chunk, lastSongId),
      (row: MoveCandidate) => row.fingerprint,
    );
    for (const fingerprint of chunk) {
      const files = heldByFingerprint.get(fingerprint) ?? [];
      const candidates = rows.get(fingerprint) ?? [];
      const free = candidates.filter((row) => importer.hasLostItsFile(row));
      const pairs = matchMoved(files, free);
      const isBlocked = candidates.some((row) => row.isRemoved && !free.includes(row));
      for (const held of files) {
        const row = pairs.get(held);
        if (row === undefined) plan.others.push({ held, isBlocked });
        else plan.moves.push({ held, row });
      }
    }
    await setImmediate();
  }
  return plan;
}

/** A file that says what its row says needs no second reading: only its place is new. */
function saysTheSame(held: HeldFile, row: MoveCandidate): boolean {
  return (
    held.file.sizeBytes === row.sizeBytes &&
    held.file.mtimeMs === row.mtimeMs &&
    held.title === row.title &&
    held.artist === row.artist &&
    held.album === row.album &&
    held.trackNo === row.trackNo &&
    held.discNo === row.discNo &&
    held.coverKey === row.coverKey
  );
}

async function moveRows(
  options: ScanOptions,
  ledger: ScanLedger,
  scan: ScanRepository,
  moves: Plan["moves"],
): Promise<void> {
  for (let start = 0; start < moves.length; start += movesPerTransaction) {
    options.signal.throwIfAborted();
    const chunk = moves.slice(start, start + movesPerTransaction);
    const revision = options.database.write((tx) => {
      const next = nextRevision(tx);
      if (options.isByHand === true)
        scan.unblock(
          tx,
          chunk.map(({ row }) => row.id),
        );
      scan.movePaths(
        tx,
        chunk.map(({ held, row }) => ({
          songId: row.id,
          folderId: held.folderId,
          path: held.path,
          sizeBytes: held.file.sizeBytes,
          mtimeMs: held.file.mtimeMs,
        })),
        next,
        options.now(),
      );
      return next;
    });
    options.changes.changed(revision);
    ledger.counts.moved += chunk.filter(({ row }) => !row.isRemoved).length;
    await setImmediate();
  }
}
