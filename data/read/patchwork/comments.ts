import type { Archive } from '../../database.ts';
import type { NumberedComment, NumberedPatch, Signal } from '../../records/index.ts';
import { loadThreadFacts } from '../../codecs/thread-facts.ts';
import { PROJECT_SPAN } from '../../schema/numbers.ts';
import { senderOf } from './patches.ts';
import { submitters } from './projects.ts';

/** Messages that answer each of these patches and covers, directly or further down, in the order of their numbers. */
export function commentsOn(
  archive: Archive,
  patches: readonly NumberedPatch[],
  botsAlone = false,
): Map<number, NumberedComment[]> {
  const comments = new Map<number, NumberedComment[]>(patches.map(({ id }) => [id, []]));
  const asked = new Map(patches.map((patch) => [`${patch.project} ${patch.key}`, patch.id]));
  const places = new Map(patches.map(({ thread, project }) => [`${thread} ${project}`, { thread, project }]));
  for (const { thread, project } of places.values()) {
    if (botsAlone && !archive.prepare('SELECT 1 FROM thread WHERE id = ? AND bots > 0').get(thread)) continue;
    const rows = archive.prepare<Row>(IN_THREAD).all(project * PROJECT_SPAN, project, project, thread);
    const byKey = new Map(rows.map((row) => [row.key, row]));
    const above = new Map<string, string | null>();
    const people = submitters(
      archive,
      rows.map(({ submitter }) => submitter ?? 0),
    );
    for (const row of rows) {
      if (row.patch === 1 || row.id === null || (botsAlone && row.bot === 0)) continue;
      const patch = patchAbove(row, byKey, above);
      const on = patch === null ? undefined : asked.get(`${project} ${patch}`);
      if (on === undefined) continue;
      comments.get(on)!.push({
        ...{ id: row.id, on, submitter: senderOf(people, row), dateUsed: row.dateUsed, message: row.message },
        ...{ key: row.key, messageId: row.key, subject: row.subject, bot: row.bot === 1 },
      });
    }
  }
  return comments;
}

/** What was read in some messages that bears on decisions, by message.id. */
export function signalsOf(archive: Archive, thread: number): Map<number, Signal[]> {
  return new Map(
    Object.entries(loadThreadFacts(archive, thread)).map(([message, { signals }]) => [Number(message), signals ?? []]),
  );
}

/** One comment by its number; null where no message has it. */
export function findCommentPlace(archive: Archive, id: number): { key: string; thread: number } | null {
  return (
    archive
      .prepare<{ key: string; thread: number }>(
        `SELECT message.key, message.thread_id AS thread
         FROM article JOIN message_id ON message_id.id = article.message_id JOIN message ON message.key = message_id.text
         WHERE article.project = ? AND article.number = ?`,
      )
      .get(Math.trunc(id / PROJECT_SPAN), id % PROJECT_SPAN) ?? null
  );
}

function patchAbove(row: Row, byKey: Map<string, Row>, known: Map<string, string | null>): string | null {
  const path: string[] = [];
  let answer: string | null = null;
  for (let at = row.parent; at !== null;) {
    const cached = known.get(at);
    if (cached !== undefined) {
      answer = cached;
      break;
    }
    path.push(at);
    const parent = byKey.get(at);
    if (parent?.patch === 1) {
      answer = at;
      break;
    }
    at = parent?.parent ?? null;
    if (path.length > byKey.size) break;
  }
  for (const one of path) known.set(one, answer);
  return answer;
}

interface Row {
  /** Null where the list did not carry it. */
  id: number | null;
  message: number;
  key: string;
  parent: string | null;
  subject: string;
  from_name: string;
  from_email: string;
  dateUsed: number;
  bot: number;
  submitter: number | null;
  patch: number;
}

const IN_THREAD = `
  SELECT ? + article.number AS id, message.id AS message, message.key, message.parent, message.subject, message.from_name,
         message.from_email, message.date_used AS dateUsed, message.bot, address_number.number AS submitter,
         EXISTS (SELECT 1 FROM patch_number WHERE patch_number.message_id = message.id AND patch_number.project = ?) AS patch
  FROM message LEFT JOIN article ON article.message_id = message.message_id AND article.project = ?
  LEFT JOIN address_number ON address_number.email = lower(message.from_email)
  WHERE message.thread_id = ? ORDER BY article.number`;
