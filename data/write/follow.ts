import { deflateRawSync } from 'node:zlib';
import { type Archive, bumpVersion } from '../database.ts';
import type { CarriedMail, FactEvent, ListRow, RawGroup } from '../postgres/events.ts';
import { storeCommits, removeCommits, storeReleases } from './commits.ts';
import { forget } from './forget.ts';
import { dropListById, mergeLists, nameList } from './lists.ts';
import { findMail, storeArriving } from './mails.ts';
import { withdraw } from './sources.ts';

/** The number of the event up to which an archive follows; null where it follows nobody. */
export function followedSeq(archive: Archive): number | null {
  const seq = archive.meta('followed');
  return seq === null ? null : Number(seq);
}

/** Lets an archive without mail follow facts with this salt from their first event on. False where it has mail of its own. */
export function beginFollowing(archive: Archive, salt: string): boolean {
  if (followedSeq(archive) !== null) return archive.meta('forget_salt') === salt;
  if (archive.prepare('SELECT 1 FROM mail LIMIT 1').get() !== undefined) return false;
  archive.write(() => {
    archive.setMeta('followed', '0');
    archive.setMeta('forget_salt', salt);
  });
  return true;
}

/** Stores events in order, each whole with its number or not at all. Those that were stored before are passed over. */
export function applyEvents(archive: Archive, events: readonly FactEvent[]): void {
  for (const event of events) {
    if (event.seq <= (followedSeq(archive) ?? 0)) continue;
    archive.write(() => {
      apply(archive, event);
      archive.setMeta('followed', String(event.seq));
    });
  }
}

function apply(archive: Archive, event: FactEvent): void {
  switch (event.kind) {
    case 'source':
      archive
        .prepare(
          `INSERT INTO source (id, path, kind, list, state, read_at) VALUES (?, ?, ?, ?, 'null', ?)
           ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, list = COALESCE(excluded.list, list), read_at = excluded.read_at`,
        )
        .run(event.source, event.fact.path, event.fact.kind, event.fact.list, event.fact.readAt);
      return;
    case 'list':
      storeList(archive, event.fact);
      return;
    case 'list-merged':
      if (event.fact.other !== null) mergeLists(archive, event.fact.id, event.fact.other);
      return;
    case 'list-dropped':
      dropListById(archive, event.fact.id);
      return;
    case 'carried':
      storeCarried(archive, event.source, event.mails, event.groups, event.at);
      return;
    case 'withdrawn':
      withdraw(archive, event.source, {
        sha256: event.fact.sha256 === null ? null : Buffer.from(event.fact.sha256, 'hex'),
        messageId: event.fact.messageId,
      });
      return;
    case 'forgotten':
      forgetMarked(archive, event.fact);
      return;
    case 'problem':
      for (const { place, what, raw } of event.problems)
        archive
          .prepare('INSERT INTO problem (source_id, place, what, raw) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
          .run(event.source, place, what, raw ? deflateRawSync(raw) : null);
      return;
    case 'commits':
      storeCommits(archive, event.source, event.commits);
      storeReleases(
        archive,
        event.source,
        new Map(event.commits.flatMap(({ commit, release }) => (release === null ? [] : [[commit, release] as const]))),
      );
      return;
    case 'commits-removed':
      removeCommits(archive, event.source, event.fact.commits);
      return;
    case 'setting':
      archive.setMeta(event.fact.name, event.fact.text);
      bumpVersion(archive);
  }
}

/** Mails of one event. Their groups are kept as they came packed. */
function storeCarried(
  archive: Archive,
  source: number,
  mails: readonly CarriedMail[],
  groups: readonly RawGroup[],
  at: number,
): void {
  const packed = new Map(groups.map((group) => [group.id, group]));
  const stored = new Map<number, number>();
  const insert = archive.prepare('INSERT INTO raw_group (codec, packed) VALUES (?, ?)');
  const bySha = new Map<string, CarriedMail[]>();
  for (const mail of mails) {
    const key = mail.facts.sha256.toString('latin1');
    const same = bySha.get(key);
    if (same) same.push(mail);
    else bySha.set(key, [mail]);
  }
  storeArriving(
    archive,
    source,
    [...bySha.values()].map((same) => ({
      mail: { ...same[0]!.facts, bytes: NO_BYTES },
      size: same[0]!.size,
      carriers: () => same.map(({ list, archivedAt }) => ({ list, archivedAt })),
      place: () => {
        const { group, at: start } = same[0]!;
        let id = stored.get(group);
        if (id === undefined) {
          const { codec, packed: bytes } = packed.get(group)!;
          stored.set(group, (id = Number(insert.run(codec, bytes).lastInsertRowid)));
        }
        return { group: id, at: start };
      },
    })),
    at,
  );
}

const NO_BYTES = Buffer.alloc(0);

function storeList(archive: Archive, { id, name, address, listId, aliases }: ListRow): void {
  const known = archive.prepare<{ name: string }>('SELECT name FROM list WHERE id = ?').get(id);
  if (known && known.name !== name) nameList(archive, id, name);
  archive
    .prepare(
      `INSERT INTO list (id, name, address, list_id) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, address = excluded.address, list_id = excluded.list_id`,
    )
    .run(id, name, address, listId);
  for (const alias of aliases)
    archive
      .prepare(
        'INSERT INTO list_alias (alias, list_id) VALUES (?, ?) ON CONFLICT (alias) DO UPDATE SET list_id = excluded.list_id',
      )
      .run(alias, id);
}

function forgetMarked(archive: Archive, { mark, mails }: { mark: string; mails: string[] }): void {
  archive.prepare('INSERT INTO forgotten (mark) VALUES (?) ON CONFLICT DO NOTHING').run(Buffer.from(mark, 'hex'));
  for (const sha256 of mails) {
    const found = findMail(archive, Buffer.from(sha256, 'hex'));
    if (!found) continue;
    const { text } = archive
      .prepare<{ text: string }>('SELECT text FROM message_id WHERE id = ?')
      .get(found.message_id)!;
    forget(archive, text);
  }
}
