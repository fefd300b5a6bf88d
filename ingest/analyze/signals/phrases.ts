import type { Mailbox, Message } from '../../../data/records/index.ts';
import type { Sentence } from './own-words.ts';

/**
 * A short sentence as the formula that it may be: its first clause that is not mere politeness, in lower case, without the names of
 * those to whom the mail goes and without the words for the patch; numbers, addresses and commits stand as marks. Null where it is a
 * question or too long. Of "Thanks Bob, I've added this patch to devel with a fixup." it is "added to devel with a fixup".
 * @param names words of the names in the mail's headers (`namesIn`)
 */
export function phraseOf(low: string, names: ReadonlySet<string>): string | null {
  if (low.length > MOST_CHARACTERS || /\?["')]*$/.test(low)) return null;
  for (const clause of low.replace(LINK, '<link>').split(CLAUSES)) {
    const words: string[] = [];
    for (const piece of clause.split(/[\s"\u201c\u201d]+/)) {
      const word = plainWord(piece);
      if (word !== '' && !FILLERS.has(word) && (!names.has(word) || KEPT.has(word))) words.push(word);
    }
    let from = 0;
    let to = words.length;
    while (from < to && POLITE.has(words[from]!)) from += 1;
    // "Thanks for the review" is polite to its end; "applied thanks to you" up to it.
    const thanks = words.findIndex((word) => THANKS.has(word));
    if (thanks >= 0) to = thanks;
    while (to > from && POLITE.has(words[to - 1]!)) to -= 1;
    if (to - from > MOST_WORDS) return null;
    if (to > from && !(to - from === 1 && words[from] === '#')) return words.slice(from, to).join(' ');
  }
  return null;
}

/** Words of the names of a mail's sender and recipients, in lower case. */
export function namesIn({ from, to, cc }: Pick<Message, 'from' | 'to' | 'cc'>): Set<string> {
  const names = new Set<string>();
  const add = ({ name, email }: Mailbox) => {
    for (const word of name.toLowerCase().split(/[^\p{L}\p{N}-]+/u)) if (word.length > 1) names.add(word);
    const local = email.slice(0, email.indexOf('@')).toLowerCase();
    if (local !== '') names.add(local);
  };
  add(from);
  for (const mailbox of [...to, ...cc].slice(0, MOST_NAMES)) add(mailbox);
  return names;
}

/** The phrases of a reply that may be somebody's formula: of mails that hold but a few sentences. */
export function phrasesOf(message: Message, sentences: readonly Sentence[]): Map<Sentence, string> {
  const found = new Map<Sentence, string>();
  if (sentences.length > MOST_SENTENCES) return found;
  let names: Set<string> | null = null;
  for (const sentence of sentences) {
    if (sentence.low.length > MOST_CHARACTERS || found.size >= MOST_PHRASES) continue;
    const phrase = phraseOf(sentence.low, (names ??= namesIn(message)));
    if (phrase !== null) found.set(sentence, phrase);
  }
  return found;
}

function plainWord(piece: string): string {
  const word = piece.replace(/^[^\p{L}\p{N}#<]+|[^\p{L}\p{N}>]+$/gu, '');
  if (/^[0-9a-f]{8,40}$/.test(word)) return '<commit>';
  return /^#?\d+(?:[-/.]\d+)*(?:th|st|nd|rd)?$/.test(word) ? '#' : word;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const THANKS = words('thanks thank thx tks ty cheers regards');
const POLITE = words(
  'ok okay thanks thank you thx tks ty cheers great good nice cool perfect excellent hi hello hey dear all everyone folks yes yep sure alright fine well so and then a lot much very many again best kind regards greetings fyi',
);
/** What may be somebody's name and the word that tells. */
const KEPT = words('applied merged queued pushed pulled taken added next master main devel');
/** Who speaks, and what stands for the patch that is answered: they make no other formula. */
const FILLERS = words(
  "i we i've we've have has had been is are was were it it's its this these those them both all whole entire the my our patch patches patchset series set fix fixes commit commits up now just also already too everything here",
);
const CLAUSES = /[,;:!()\u2013\u2014]+|\.+(?:\s|$)|\s-+\s/;
const LINK = /<?(?:https?|git):\/\/\S+/g;
const MOST_CHARACTERS = 120;
const MOST_WORDS = 12;
const MOST_PHRASES = 3;
/** A mail that says more than this is a review, not a formula. */
const MOST_SENTENCES = 10;
const MOST_NAMES = 40;
