import type { LineRange, ParsedMail, Point, StoredPatch, ThreadRecord } from '../../../data/records/index.ts';
import type { Comment, DiffFile, Passage } from '../../contract/index.ts';
import { presentConversation } from '../thread/conversation.ts';
import { named } from '../thread/message.ts';
import { nameOf } from '../brief/roles.ts';
import { instant } from '../brief/time.ts';

/** Passages of the conversation that hang under a message, however deep, with how deep they hang. */
export function piecesUnder(pieces: Passage[], key: string): { piece: Passage; index: number; depth: number }[] {
  const depths = new Map<number, number>();
  return pieces.flatMap((piece, index) => {
    if (piece.key === key) {
      depths.set(index, -1);
      return [];
    }
    const above = piece.parent === null ? undefined : depths.get(piece.parent);
    if (above === undefined) return [];
    depths.set(index, above + 1);
    return [{ piece, index, depth: above + 1 }];
  });
}

/** Keys of the messages whose words {@link commentsOn} needs. */
export function commentersOn(thread: ThreadRecord, key: string): Set<string> {
  return new Set(piecesUnder(presentConversation(thread.messages), key).map(({ piece }) => piece.key));
}

/**
 * What was said to a patch: words on its lines where they quote some, the others about the whole; answers nested below.
 * `mails` holds the parsed mails of those who speak; nobody's words are left out that are there.
 */
export function commentsOn(
  thread: ThreadRecord,
  patch: StoredPatch,
  files: DiffFile[],
  mails: ReadonlyMap<string, ParsedMail>,
  points: Point[],
  versionOf: (key: string) => number | null,
): Comment[] {
  const messages = new Map(thread.messages.map((message) => [message.key, message]));
  const lines = new Map([...mails].map(([key, mail]) => [key, mail.text.split('\n')]));
  const ids = new Map<number, string>();
  const texts = new Map([...mails].map(([key, mail]) => [key, mail.text]));
  return piecesUnder(presentConversation(thread.messages, texts), patch.record.key).flatMap(
    ({ piece, index, depth }) => {
      const message = messages.get(piece.key);
      if (!message) return [];
      const id = `${piece.key}:${piece.lines[0]}`;
      ids.set(index, id);
      const point = points.find(
        ({ raisedBy, lines: at }) => raisedBy.includes(piece.key) && at[0] >= piece.lines[0] && at[0] < piece.lines[1],
      );
      const { answers } = piece;
      return [
        {
          id,
          messageId: piece.key,
          from: named(message.from, nameOf(message)),
          person: nameOf(message),
          date: instant(message.dateUsed),
          words: piece.lines,
          text: (lines.get(piece.key) ?? []).slice(...piece.lines).join('\n'),
          on:
            answers?.messageId === patch.record.messageId
              ? {
                  file: fileAt(files, answers.lines, answers.part),
                  lines: answers.lines,
                  ...(answers.part !== undefined && { part: answers.part }),
                }
              : null,
          parent: piece.parent === null ? null : (ids.get(piece.parent) ?? null),
          depth,
          status: point?.status ?? null,
          why: point?.why ?? null,
          changedIn: point?.changedIn ? { messageId: point.changedIn, version: versionOf(point.changedIn) ?? 0 } : null,
        },
      ];
    },
  );
}

/** The file whose part of the diff holds the last of these lines of the mail; null outside the diff. */
function fileAt(files: DiffFile[], lines: LineRange, part: number | undefined): string | null {
  const at = lines[1] - 1;
  return files.find((file) => file.part === part && file.lines[0] <= at && at < file.lines[1])?.path ?? null;
}
