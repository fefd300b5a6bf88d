import type { LineRange, MessageRecord, ParsedMail, Role } from '../../../data/records/index.ts';
import { ownSentences, type Sentence } from '../../../ingest/analyze/signals/own-words.ts';
import type { Quote } from '../../contract/index.ts';
import { nameOf } from '../brief/roles.ts';
import { instantOrNull } from '../brief/time.ts';

/** A message that may be quoted: its record and its mail. */
export interface Spoken {
  message: MessageRecord;
  mail: ParsedMail;
}

/**
 * Quotes from messages, made so that each is true: only lines that the message's sender newly wrote, only words that stand
 * there. What can't be shown that way is no quote (null).
 */
export class Quoter {
  readonly #spoken: ReadonlyMap<string, Spoken>;
  readonly #roleOf: (message: MessageRecord) => Role;
  readonly #lines = new Map<string, string[]>();
  readonly #own = new Map<string, Set<number>>();
  readonly #sentences = new Map<string, readonly Sentence[]>();
  readonly #all = new Map<string, readonly Sentence[]>();

  constructor(spoken: ReadonlyMap<string, Spoken>, roleOf: (message: MessageRecord) => Role) {
    this.#spoken = spoken;
    this.#roleOf = roleOf;
  }

  has(key: string): boolean {
    return this.#spoken.has(key);
  }

  messageOf(key: string): MessageRecord | null {
    return this.#spoken.get(key)?.message ?? null;
  }

  personOf(key: string): string {
    const message = this.messageOf(key);
    return message ? nameOf(message) : '';
  }

  /** The sentences that a message's sender newly wrote, greetings and thanks left out. */
  sentencesOf(key: string): readonly Sentence[] {
    let known = this.#sentences.get(key);
    if (!known) {
      const spoken = this.#spoken.get(key);
      known = spoken
        ? this.#allSentences(key, spoken).filter(
            ({ kind, low, text }) =>
              kind !== 'greeting' &&
              kind !== 'closing' &&
              !COURTESY.test(low) &&
              SAYS_SOMETHING.test(text) &&
              !isOwnName(text, spoken),
          )
        : [];
      this.#sentences.set(key, known);
    }
    return known;
  }

  /** True where lines hold prose, be it no more than a greeting. */
  hasProse(key: string, lines: LineRange): boolean {
    const spoken = this.#spoken.get(key);
    return (
      spoken !== undefined &&
      this.#allSentences(key, spoken).some((one) => one.lines[0] < lines[1] && lines[0] < one.lines[1])
    );
  }

  /** A stored sentence as a quote: its words where they stand on these lines as new text, else the lines themselves. */
  sentence(key: string, lines: LineRange, text: string, part?: number): Quote | null {
    const spoken = this.#spoken.get(key);
    if (!spoken) return null;
    const there = part === undefined ? this.#ownText(key, lines) : attached(spoken.mail, part, lines);
    const words = fold(text);
    const entry = part === undefined && LIST_LINE.test(words) ? this.#announced(key, lines, words) : null;
    if (entry) return entry;
    // Words that only announce what stands below them (code, a link) are shown to go on.
    const shown =
      words.length >= LONGEST
        ? `${atWord(words)}${CUT.trimEnd()}`
        : words.endsWith(':')
          ? `${words}${CUT.trimEnd()}`
          : words;
    if (words !== '' && fold(there).includes(words)) return this.#quote(key, lines, shown, false, part);
    return there.trim() === '' ? null : this.#quote(key, lines, atWord(fold(there).slice(0, LONGEST)), false, part);
  }

  /** The lines of new text on which words stand, be they wrapped over two; null where they stand in none. */
  placeOf(key: string, text: string): LineRange | null {
    const own = this.#ownLines(key);
    const lines = this.#linesOf(key);
    const wanted = fold(text).toLowerCase();
    for (let n = 0; n < lines.length; n += 1) {
      if (!own.has(n)) continue;
      if (fold(lines[n]!).toLowerCase().includes(wanted)) return [n, n + 1];
      if (!own.has(n + 1)) continue;
      if (
        fold(`${lines[n]!} ${lines[n + 1]!}`)
          .toLowerCase()
          .includes(wanted) &&
        !holds(lines[n + 1]!, wanted)
      )
        return [n, n + 2];
    }
    return null;
  }

  /** The sentence that says what the entries of a list are: the last one above it, where it ends in a colon. */
  announcerOf(key: string, sentence: Sentence): Sentence | null {
    const all = this.sentencesOf(key);
    let at = all.indexOf(sentence);
    const isEntry = (one: Sentence) => LIST_LINE.test(one.text) || this.#listLines(key, one) !== null;
    if (at < 0 || !isEntry(sentence)) return null;
    for (let steps = 0; at > 0 && steps < LONGEST_LIST; steps += 1) {
      at -= 1;
      if (!isEntry(all[at]!)) return all[at]!.text.endsWith(':') ? all[at]! : null;
    }
    return null;
  }

  /** An entry of a list with the sentence that says of what: a file name or a commit alone says nothing. */
  #announced(key: string, lines: LineRange, words: string): Quote | null {
    const entry = this.sentencesOf(key).find((one) => one.lines[0] <= lines[0] && lines[1] <= one.lines[1]);
    const head = entry ? this.announcerOf(key, entry) : null;
    if (!entry || !head || !fold(this.#ownText(key, lines)).includes(words)) return null;
    const isNext = head.lines[1] >= lines[0] - 1;
    return this.#quote(key, [head.lines[0], lines[1]], `${head.text}${isNext ? '\n' : CUT}${words}`, false);
  }

  /** New lines of a message as they stand; what is not new among them is left out. Null where nothing is left. */
  verbatim(key: string, [from, to]: LineRange): Quote | null {
    const own = this.#ownLines(key);
    const lines = this.#linesOf(key);
    let start = from;
    let end = Math.min(to, lines.length);
    const skip = (line: number) => !own.has(line) || lines[line]!.trim() === '';
    while (start < end && skip(start)) start += 1;
    while (end > start && skip(end - 1)) end -= 1;
    const text = lines
      .slice(start, end)
      .filter((_, n) => own.has(start + n))
      .join('\n');
    return text.trim() === '' ? null : this.#quote(key, [start, end], text, true);
  }

  /** Sentences of a message as one quote; ` […] ` where some were left out between them. Null for none. */
  sentences(key: string, chosen: readonly Sentence[]): Quote | null {
    if (chosen.length === 0) return null;
    const all = this.sentencesOf(key);
    let text = '';
    let before: number | null = null;
    let paragraph = -1;
    for (const sentence of [...chosen].sort((a, b) => all.indexOf(a) - all.indexOf(b))) {
      const at = all.indexOf(sentence);
      const isNewParagraph = sentence.paragraph !== paragraph || BULLET.test(sentence.text);
      const leavesOut = before !== null && (at !== before + 1 || this.#hasCode(key, all[before]!, sentence));
      const joint = before === null ? '' : leavesOut ? CUT : isNewParagraph ? '\n' : ' ';
      text += joint + this.#shown(key, sentence);
      before = at;
      paragraph = sentence.paragraph;
    }
    // Words that only announce what stands below them (code, a list) are shown to go on.
    if (/:$/.test(text)) text += CUT.trimEnd();
    const lines: LineRange = [
      Math.min(...chosen.map((one) => one.lines[0])),
      Math.max(...chosen.map((one) => one.lines[1])),
    ];
    return this.#quote(key, lines, text, false);
  }

  /** A sentence as it is shown: a list keeps its lines, its first few; what was cut for its length ends at a word. */
  #shown(key: string, sentence: Sentence): string {
    const { text } = sentence;
    const goesOn = text.length >= LONGEST;
    const list = this.#listLines(key, sentence);
    if (list) return `${list.slice(0, LIST_LINES).join('\n')}${list.length > LIST_LINES ? CUT.trimEnd() : ''}`;
    return goesOn ? `${atWord(text)}${CUT.trimEnd()}` : text;
  }

  /** The lines of a sentence that is a list of several; null where it is prose. */
  #listLines(key: string, { text, lines: [from, to] }: Sentence): string[] | null {
    if (to - from < 2) return null;
    const own = this.#ownLines(key);
    const lines = this.#linesOf(key)
      .slice(from, to)
      .filter((_, n) => own.has(from + n))
      .map(fold);
    const whole = fold(lines.join(' '));
    const isWhole = text.length >= LONGEST ? whole.startsWith(text) : whole === text;
    return isWhole && lines.every((line) => LIST_LINE.test(line)) ? lines : null;
  }

  /** True where code, a diff or other lines that are no sentence stand between two sentences. */
  #hasCode(key: string, before: Sentence, after: Sentence): boolean {
    return (this.#spoken.get(key)?.message.blocks ?? []).some(
      ({ kind, depth, lines }) =>
        depth === 0 && LEFT_OUT.has(kind) && lines[0] >= before.lines[1] - 1 && lines[1] <= after.lines[0] + 1,
    );
  }

  #quote(key: string, lines: LineRange, text: string, verbatim: boolean, part?: number): Quote {
    const { message } = this.#spoken.get(key)!;
    return {
      messageId: key,
      lines,
      ...(part !== undefined && { part }),
      text,
      verbatim,
      person: nameOf(message),
      role: this.#roleOf(message),
      date: instantOrNull(message.dateUsed),
      keptBy: null,
    };
  }

  #allSentences(key: string, { mail, message }: Spoken): readonly Sentence[] {
    let known = this.#all.get(key);
    if (!known) {
      known = ownSentences(mail, message.blocks);
      this.#all.set(key, known);
    }
    return known;
  }

  #linesOf(key: string): string[] {
    let known = this.#lines.get(key);
    if (!known) {
      known = this.#spoken.get(key)?.mail.text.split('\n') ?? [];
      this.#lines.set(key, known);
    }
    return known;
  }

  #ownLines(key: string): Set<number> {
    let known = this.#own.get(key);
    if (!known) {
      known = new Set();
      for (const { kind, lines, depth } of this.#spoken.get(key)?.message.blocks ?? []) {
        if (depth > 0 || kind === 'quote' || kind === 'forwarded' || kind === 'attribution') continue;
        for (let line = lines[0]; line < lines[1]; line += 1) known.add(line);
      }
      this.#own.set(key, known);
    }
    return known;
  }

  #ownText(key: string, [from, to]: LineRange): string {
    const own = this.#ownLines(key);
    return this.#linesOf(key)
      .slice(from, to)
      .filter((_, n) => own.has(from + n))
      .join(' ');
  }
}

/** How many words a text has. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** White space folded, as quotes have it. */
export function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

const holds = (line: string, wanted: string) => fold(line).toLowerCase().includes(wanted);

/** A text that was cut for its length, without the word that lost its end. */
function atWord(text: string): string {
  return text.length < LONGEST ? text : text.replace(/\s+\S*$/, '');
}

/** A line that is the sender's name, or a part of it: a signature by hand. */
function isOwnName(text: string, { message }: Spoken): boolean {
  const parts = (name: string) => foldName(name).split(' ').filter(Boolean);
  const own = new Set([...parts(nameOf(message)), ...parts(message.from.name)]);
  const said = parts(text);
  return said.length > 0 && said.length <= own.size && said.every((word) => own.has(word));
}

function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
}

function attached(mail: ParsedMail, part: number, [from, to]: LineRange): string {
  const text = mail.attachments.find(({ index }) => index === part)?.text ?? '';
  return text.split('\n').slice(from, to).join(' ');
}

/** What stands where words were left out. */
export const CUT = ' […] ';

const BULLET = /^\s*([-*•+]\s|\(?\d{1,2}[.)]\s|\[\d+\]|v\d+:)/;
/** A sentence of nothing but marks (a smiley, a rule) or a lone name is no words to quote. */
const SAYS_SOMETHING = /[\p{L}\p{N}]{2}/u;
const COURTESY =
  /^(many |big |lots of )?(thanks?( you)?( (a lot|so much|again|very much))?|cheers|(best |kind |warm )?regards|sincerely|hi|hello|hey|dear)\b[\s\w]{0,24}[,.!]*$/;
const LONGEST = 400;
/** One thing a line: a file name, a commit, an item. Such lines are a list, not prose that was wrapped. */
const LIST_LINE = /^(?:\S+|[0-9a-f]{7,40} \S.*|(?:[-*•+o]|\d{1,2}[.)]) \S.*)$/;
const LIST_LINES = 3;
/** Entries above which nobody looks for what announced them. */
const LONGEST_LIST = 60;
/** What is no prose and is left out between sentences. */
const LEFT_OUT: ReadonlySet<string> = new Set(['code', 'diff', 'diffstat', 'snip']);
