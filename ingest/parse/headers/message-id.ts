import type { Defects } from '../bytes/defects.ts';
import { decodeWords } from '../bytes/encoded-word.ts';

/**
 * The Message-ID without angle brackets (RFC 5322, 3.6.4), null where there is none. Of several headers the first that
 * has the form `<left@right>` counts, else the first that says anything. Without brackets the whole value is the id
 * (git-send-email did that once: lore has 7a6080c8fb003ae0fb6a40da103faeabcadb0204.1570633189.git.vilhelm.gray@gmail.com).
 */
export function parseMessageId(values: readonly string[], defects: Defects): string | null {
  if (values.length > 1) defects.add('message-id-duplicate');
  const candidates = values.map((value) => decodeWords(value, defects)).map((value) => readId(value));
  const chosen = candidates.find((id) => id !== null && VALID.test(id)) ?? candidates.find((id) => id !== null) ?? null;
  if (chosen === null) defects.add('message-id-missing');
  else if (!VALID.test(chosen)) defects.add('message-id-malformed');
  return chosen;
}

/** All ids in a value, without brackets, in order; blanks that folding put into an id are taken out. */
export function extractIds(value: string): string[] {
  const ids: string[] = [];
  for (const match of value.matchAll(BRACKETED)) {
    const id = cleanId(match[1] ?? '');
    if (id !== '') ids.push(id);
  }
  return ids;
}

/** An id without blanks and control characters, cut at `MAX_ID`. */
export function cleanId(id: string): string {
  return id.replace(/[\s\0-\x1f\x7f]+/g, '').slice(0, MAX_ID);
}

function readId(value: string): string | null {
  const [bracketed] = extractIds(value);
  if (bracketed !== undefined) return bracketed;
  const bare = cleanId(value.replace(/[<>]/g, ''));
  // "(none)" and the like are what archives write where there is no id.
  return bare === '' || /^\(.*\)$/.test(bare) ? null : bare;
}

const BRACKETED = /<([^<>]{1,2000})>/g;
const VALID = /^[^\s@<>]+@[^\s@<>]+$/;

/** The longest seen is 232 bytes (Outlook writes a whole record into it); an index key should stay bounded. */
const MAX_ID = 1000;
