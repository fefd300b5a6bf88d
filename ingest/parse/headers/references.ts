import { parseAddresses } from './address.ts';
import { Defects } from '../bytes/defects.ts';
import { decodeWords } from '../bytes/encoded-word.ts';
import { cleanId, extractIds } from './message-id.ts';

/** Which messages a mail answers, as its headers say. */
export interface Answers {
  /** From oldest to newest, each once, own id taken out. */
  references: string[];
  inReplyTo: string[];
}

/**
 * Ids of References and In-Reply-To. Both may come several times, hold comments ("alice's message of …"), addresses,
 * doubled brackets, or be one encoded word as a whole (tip-bot2 did so). As public-inbox does, `y` and `n` (answers
 * typed to a prompt of git-send-email) and addresses of the mail's own From, To and Cc are no ids.
 */
export function parseAnswers(
  headers: { references: readonly string[]; inReplyTo: readonly string[]; addresses: readonly string[] },
  ownId: string | null,
  defects: Defects,
): Answers {
  const not = new Set(['y', 'n', 'Y', 'N']);
  if (ownId !== null) not.add(ownId);
  const isAddress = addressTest(headers.addresses);
  const isForeign = (id: string): boolean => !not.has(id) && !isAddress(id);
  const read = (values: readonly string[]): string[] => {
    const ids = new Set<string>();
    for (const value of values) for (const id of idsOf(value, defects)) if (isForeign(id)) ids.add(id);
    return [...ids].slice(-MAX_IDS);
  };
  return { references: read(headers.references), inReplyTo: read(headers.inReplyTo) };
}

/**
 * Tells whether an id is an address of these headers. Each header is read once, whatever the number of ids, and addresses, which are dear
 * to read, only where an id is one of the words at all.
 */
function addressTest(values: readonly string[]): (id: string) => boolean {
  let words: Set<string> | undefined;
  let emails: Set<string> | undefined;
  return (id) => {
    words ??= new Set(values.flatMap((value) => value.split(/[\s<>,;:"()[\]]+/)));
    if (!words.has(id)) return false;
    emails ??= new Set(values.flatMap((value) => parseAddresses(value, new Defects()).map(({ email }) => email)));
    return emails.has(id);
  };
}

function idsOf(value: string, defects: Defects): string[] {
  const text = decodeWords(value, defects);
  const ids = extractIds(text);
  if (text.includes('<')) {
    if (ids.length !== text.split('<').length - 1 && JUNK.test(text)) defects.add('references-malformed');
    if (ids.length > 0) return ids;
  }
  // A bracket that never closes: what a program or a relay cut off. Cut inside its host, it names nobody.
  const open = text.lastIndexOf('<');
  if (open > text.lastIndexOf('>') && !/@[^\s@]+\.[^\s@]{2,}$/.test(text.slice(open).trim())) return [];
  // Without brackets: each word with an @ inside, if there is nothing but such words.
  const words = text.split(/[\s,]+/).map((word) => cleanId(word.replace(/[<>]/g, '')));
  const bare = words.filter((word) => word !== '');
  if (bare.length > 0 && bare.every((word) => /^[^@"()]+@[^@"()]+$/.test(word))) return bare;
  if (bare.length > 0) defects.add('references-malformed');
  return [];
}

/** An angle bracket that opens and never closes, or closes without opening. */
const JUNK = /<[^<>]*$|^[^<>]*>|>[^<>]*>|<[^<>]*<(?!<*[^<>]*>)/;

/** The newest are kept; a thread is never this deep in honest mail. */
const MAX_IDS = 1000;
