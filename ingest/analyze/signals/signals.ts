import type { Block, LineRange, Mailbox, Message, Signal } from '../../../data/records/index.ts';
import { mmNamesIn } from '../../parse/patch/mm-name.ts';
import { parseSubject } from '../../parse/patch/subject.ts';
import { readAcceptance } from './acceptance.ts';
import { readCommands } from './commands.ts';
import { type DecisionWords, readDecision } from './decisions.ts';
import { machineSignal, readMachineMail } from './machine-mails.ts';
import { readOpinion } from './opinions.ts';
import { type OwnLine, ownLines, ownSentences, type Sentence } from './own-words.ts';
import { phrasesOf } from './phrases.ts';
import { readPulled } from './pull-words.ts';
import { isRequest, readAnswer, readAsked } from './proposals.ts';
import { readNamedCommits, readReported } from './reported-words.ts';
import { readScope } from './scope.ts';
import { linesOf } from '../threads/text-lines.ts';
import { readTree } from './tree-names.ts';
import { samePerson } from '../../../data/rules/person.ts';

/** What the thread tells of a message before its words are read. */
export interface SignalContext {
  /** What it is posted as; null for a reply or a plain mail. */
  posting: 'patch' | 'cover' | 'pull' | 'fold' | null;
  /** True where it answers a patch, be it in the archive or not. */
  answersPatch: boolean;
  /** The author of the patch or cover letter that it answers, directly or through other replies; null where there is none. */
  patchAuthor: Mailbox | null;
}

/**
 * What a message newly says that bears on decisions: from its own words alone, never from quotes. Each signal stands for one
 * sentence or one fixed form, with its lines. Sorted by line.
 */
export function readSignals(message: Message, blocks: Block[], context: SignalContext): Signal[] {
  const machine = readMachineMail(message);
  if (machine !== null) return machine.map((words) => machineSignal(message, words));
  const signals: Signal[] = [];
  const own = ownLines(message, blocks, ALL_OWN);
  const sentences = ownSentences(message, blocks);
  if (context.posting === 'patch' || context.posting === 'cover') {
    for (const sentence of sentences) {
      const words = readReported(sentence);
      if (words) signals.push({ ...placed(message, sentence), ...defined(words) });
    }
    const first = posted(message, sentences, blocks);
    signals.unshift(first);
    // Some lists post what was pushed already: `[PATCH] [COMMITTED] …`.
    if (
      parseSubject(message.subject).tags.some((tag) =>
        /^(?:committed|pushed|applied|merged|obvious committed)$/i.test(tag),
      )
    )
      signals.push({ ...first, signal: 'committed-tag', says: 'accepted', atLineStart: true });
    return signals.slice(0, MAX_SIGNALS);
  }
  if (context.posting === 'pull') return readPulled(message, own);
  for (const command of readCommands(own)) {
    signals.push({
      key: message.key,
      lines: [command.line, command.line + 1],
      text: lineText(own, command.line),
      by: message.from,
      signal: command.signal,
      says: command.says,
      mode: command.mode,
      atLineStart: true,
    });
  }
  const byAuthor =
    context.patchAuthor !== null ? samePerson(context.patchAuthor, message.from) : context.answersPatch ? null : false;
  const phrases = context.answersPatch ? phrasesOf(message, sentences) : NO_PHRASES;
  for (const sentence of sentences) {
    const read = readSentence(message, sentence, context, byAuthor);
    const phrase = phrases.get(sentence);
    if (phrase !== undefined) addPhrase(read, phrase, message, sentence);
    signals.push(...read);
  }
  signals.push(...readNames(message, own, signals), ...readRole(message, blocks));
  if (context.answersPatch && signals.every(({ says }) => says === 'role' || says === 'phrase'))
    signals.push(...firstWords(message, sentences));
  return prune(signals);
}

/** The signals of one sentence: at most one verdict, one opinion, one answer. */
function readSentence(
  message: Message,
  sentence: Sentence,
  context: SignalContext,
  byAuthor: boolean | null,
): Signal[] {
  const found: Signal[] = [];
  const { low } = sentence;
  const base = placed(message, sentence);
  const asked = readAsked(sentence.text);
  const toOther =
    asked.length > 0 &&
    context.patchAuthor !== null &&
    !asked.some((name) => context.patchAuthor!.name.toLowerCase().split(/\s+/).includes(name.toLowerCase()));
  const taken = readAcceptance(low, byAuthor === true);
  if (taken) {
    const { clean, keepsTree, ...words } = taken;
    // "Applied 1-3, please respin 4" and "I took it, but have dropped it since": each clause speaks for itself.
    const { head, later } = laterDecision(low, byAuthor);
    const own = readScope(head);
    found.push({
      ...base,
      ...defined(words),
      ...(own ? { scope: own } : {}),
      ...about(sentence),
      ...(clean && (sentence.atLineStart || keepsTree) ? { atLineStart: true as const } : {}),
      ...(keepsTree && { keepsTree }),
    });
    if (later) {
      const of = readScope(later.clause);
      found.push({ ...base, ...defined(later.decision), ...(of ? { scope: of } : {}) });
    }
  } else {
    const decision = readDecision(low, byAuthor);
    // "Bob, please update it" asks Bob, not the author.
    if (decision && !(toOther && decision.says === 'changes-requested')) {
      const scope = readScope(low);
      found.push({ ...base, ...defined(decision), ...(scope ? { scope } : {}), ...about(sentence) });
    }
  }
  if (asked.length > 0 && isRequest(low))
    found.push({ ...base, signal: 'asked-by-name', says: 'question', mode: 'done', asked: whoIs(asked, message) });
  if (found.length === 0 || found[0]!.weak) {
    const opinion = context.answersPatch ? readOpinion(low, byAuthor === true) : null;
    if (opinion && !(found.length > 0 && opinion.says === 'question'))
      found.push({ ...base, ...opinion, mode: 'done' });
  }
  const answer = readAnswer(low);
  if (answer && (found.every(({ weak }) => weak) || answer.says !== 'agreement'))
    found.push({ ...base, ...answer, mode: 'done' });
  return found;
}

/** A short sentence is kept as the formula that it may be: with the taking that it was read as, else for itself. */
function addPhrase(read: Signal[], phrase: string, message: Message, sentence: Sentence): void {
  const taking = read.find(({ says, mode }) => (says === 'accepted' || says === 'mainlined') && mode === 'done');
  if (taking) taking.phrase = phrase;
  else if (read.every(({ weak, says }) => weak || !STRONG.has(says))) {
    const scope = readScope(sentence.low);
    const tree = readTree(sentence.low);
    read.push({
      ...placed(message, sentence),
      signal: 'phrase',
      says: 'phrase',
      mode: 'done',
      phrase,
      ...(scope && { scope }),
      ...(tree !== null && { tree }),
    });
  }
}

/** A decision in a clause behind the one that takes; `head` is the sentence up to it. */
function laterDecision(
  low: string,
  byAuthor: boolean | null,
): { head: string; later: { clause: string; decision: DecisionWords } | null } {
  const parts = low.split(/([,;]\s+(?:but |and )?|\s+but\s+)/);
  for (let n = 2; n < parts.length; n += 2) {
    const head = parts.slice(0, n - 1).join('');
    const decision = readDecision(parts[n]!, byAuthor);
    if (
      decision &&
      !decision.weak &&
      BESIDE_TAKING.has(decision.says) &&
      decision.mode === 'done' &&
      readAcceptance(head, byAuthor === true)
    )
      return { head, later: { clause: parts[n]!, decision } };
  }
  return { head: low, later: null };
}

/** The first words of an answer that was read as nothing else, so that it can be shown as itself. */
function firstWords(message: Message, sentences: readonly Sentence[]): Signal[] {
  const words = sentences.find(({ text, kind }) => kind !== 'greeting' && kind !== 'closing' && /\p{L}{2}/u.test(text));
  return words ? [{ ...placed(message, words), signal: 'talk', says: 'talk', mode: 'done' }] : [];
}

/** "drm co-maintainer" in a signature: its owner has the say somewhere. */
function readRole(message: Message, blocks: Block[]): Signal[] {
  const lines = linesOf(message);
  for (const {
    kind,
    lines: [from, to],
  } of blocks) {
    if (kind !== 'signature') continue;
    for (let line = from; line < Math.min(to, from + SIGNATURE_LINES); line += 1) {
      const text = lines[line]!.trim();
      if (text.length > 80 || !/\bmaintainer\b/i.test(text)) continue;
      return [
        {
          key: message.key,
          lines: [line, line + 1],
          text,
          by: message.from,
          signal: 'signs',
          says: 'role',
          mode: 'done',
        },
      ];
    }
  }
  return [];
}

/** Commits with titles and -mm file names that stand on lines of their own, under the sentence that introduces them. */
function readNames(message: Message, own: OwnLine[], read: Signal[]): Signal[] {
  const found: Signal[] = [];
  for (const { line, commit } of readNamedCommits(own)) {
    const intro = introOf(own, line);
    const tree = intro === null ? null : readTree(intro);
    found.push({
      key: message.key,
      lines: [line, line + 1],
      text: lineText(own, line),
      by: message.from,
      signal: 'named-commit',
      says: 'accepted',
      mode: 'reported',
      commits: [commit],
      aboutTitles: [commit.title],
      ...(tree ? { tree } : {}),
    });
  }
  const names = own.flatMap(({ text, line }) => mmNamesIn(text).map((name) => ({ name, line })));
  if (names.length === 0) return found;
  const first = names[0]!.line;
  for (const { name, line } of names.slice(0, MAX_NAMES)) {
    found.push({
      key: message.key,
      lines: [line, line + 1],
      text: lineText(own, line),
      by: message.from,
      signal: 'mm-name',
      says: 'accepted',
      mode: 'reported',
      tree: '-mm',
      aboutTitles: [name],
    });
  }
  // "I'll need to drop two patch series:" and then the list: the sentence speaks of what follows.
  const leading = [...read]
    .reverse()
    .find(
      (signal) =>
        signal.lines[1] <= first &&
        first - signal.lines[1] <= LIST_GAP &&
        (signal.says === 'dropped' || signal.says === 'moved' || signal.says === 'accepted'),
    );
  if (leading) {
    leading.aboutTitles = [
      ...(leading.aboutTitles ?? []),
      ...new Set(names.slice(0, MAX_NAMES).map(({ name }) => name)),
    ];
    leading.listed = true;
    delete leading.scope;
  }
  return found;
}

/** The first words of a posted mail: what its changelog says, else its first sentence, else its first line of any kind. */
function posted(message: Message, sentences: readonly Sentence[], blocks: Block[]): Signal {
  const base = { signal: 'posted', says: 'posted', mode: 'done' } as const;
  // "Hi," tells nothing, unless it is all there is.
  const worded = sentences.filter(({ text }) => /\p{L}{2}/u.test(text));
  const beyond = worded.filter(({ kind }) => kind !== 'greeting');
  const telling = beyond.length > 0 ? beyond : worded;
  const words = telling.find((sentence) => sentence.kind === 'changelog') ?? telling[0];
  if (words) return { ...placed(message, words), ...base };
  const line = ownLines(message, blocks, ANY_OWN).find(({ text }) => text.trim() !== '');
  const at = line?.line ?? 0;
  return {
    key: message.key,
    lines: [at, at + 1],
    text: (line?.text ?? '').replace(/\s+/g, ' ').trim().slice(0, 400),
    by: message.from,
    ...base,
  };
}

const placed = (message: Message, sentence: Sentence) => ({
  key: message.key,
  lines: [...sentence.lines] as LineRange,
  text: sentence.text,
  by: message.from,
  ...(sentence.answers ? { answers: sentence.answers } : {}),
});

/** Names as mailboxes: those of the mail's To and Cc whose name begins or ends so; an empty address where none does. */
export function whoIs(names: readonly string[], message: Message): Mailbox[] {
  const around = [...message.to, ...message.cc];
  return names.map((name) => {
    const low = name.toLowerCase();
    const fits = around.filter(
      (mailbox) =>
        mailbox.name.toLowerCase() === low ||
        mailbox.name
          .toLowerCase()
          .split(/[\s,]+/)
          .includes(low),
    );
    return fits.length === 1 ? { name: fits[0]!.name, email: fits[0]!.email } : { name, email: '' };
  });
}

/** Takes null and undefined out, so that a stored signal holds only what is said. */
function defined<T extends { tree: string | null }>(words: T): Omit<T, 'tree'> & { tree?: string } {
  const { tree, ...rest } = words;
  return tree === null ? rest : { ...rest, tree };
}

function about({ text }: Sentence): Pick<Signal, 'aboutTitles'> {
  const titles = titlesIn(text);
  return titles.length > 0 ? { aboutTitles: titles } : {};
}

/** Titles of patches that a sentence names in quote signs: three words or a `subsystem:` prefix. */
function titlesIn(text: string): string[] {
  return [...text.matchAll(/["\u201c]([^"\u201d]{8,150})["\u201d]/g)]
    .map((match) => match[1]!.trim())
    .filter((title) => /^\S+(?:\s\S+){2,}/.test(title) || /^[\w/,. -]+: \S/.test(title));
}

/** The sentence above a list: the nearest line before it that ends with a colon or a stop, within a few lines. */
function introOf(own: OwnLine[], line: number): string | null {
  const at = own.findIndex((other) => other.line === line);
  const words: string[] = [];
  for (let n = at - 1; n >= 0 && n > at - 12; n -= 1) {
    const text = own[n]!.text.trim();
    if (text === '' && words.length > 0) break;
    if (text !== '' && !/^[0-9a-f]{8,40}\s/.test(text)) words.unshift(text);
  }
  return words.length > 0 ? words.join(' ') : null;
}

const lineText = (own: OwnLine[], line: number) =>
  (own.find((other) => other.line === line)?.text ?? '').replace(/\s+/g, ' ').trim().slice(0, 400);

/** Keeps the strong signals of a long mail, and of the weak ones the first few of each kind. */
function prune(signals: Signal[]): Signal[] {
  const seen = new Map<string, number>();
  const kept = signals.filter((signal) => {
    if (STRONG.has(signal.says) && !signal.weak) return true;
    const count = (seen.get(signal.signal) ?? 0) + 1;
    seen.set(signal.signal, count);
    return count <= (WEAK_LIMITS[signal.says] ?? 2);
  });
  return kept.sort((a, b) => a.lines[0] - b.lines[0] || (a.signal < b.signal ? -1 : 1)).slice(0, MAX_SIGNALS);
}

const BESIDE_TAKING = new Set(['changes-requested', 'rejected', 'dropped', 'deferred']);
const ALL_OWN = new Set(['text', 'greeting', 'closing', 'changelog', 'code', 'trailers'] as const);
const ANY_OWN = new Set([...ALL_OWN, 'diffstat', 'diff', 'headers', 'separator'] as const);
const STRONG = new Set([
  'accepted',
  'mainlined',
  'superseded',
  'rejected',
  'deferred',
  'dropped',
  'withdrawn',
  'not-applicable',
  'moved',
  'new-version',
  'not-accepted',
  'changes-requested',
  'condition',
]);
/** Signals that only weigh: after so many of one form, more change nothing. */
const WEAK_LIMITS: Record<string, number> = {
  question: 4,
  objection: 2,
  'changes-requested': 2,
  concession: 2,
  agreement: 3,
  approval: 2,
  phrase: 3,
};
const NO_PHRASES: ReadonlyMap<Sentence, string> = new Map();
const MAX_SIGNALS = 60;
const MAX_NAMES = 40;
const SIGNATURE_LINES = 8;
/** A list stands this many lines below the sentence that introduces it, at most. */
const LIST_GAP = 4;
