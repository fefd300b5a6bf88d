import type {
  Ask,
  MessageFacts,
  MessageSkeleton,
  PatchFacts,
  PatchRecord,
  Point,
  PointAnswer,
  PointStatus,
  ReviewFacts,
  SeriesRecord,
} from '../../../data/records/index.ts';
import { hashWords } from '../../parse/bytes/line-hash.ts';
import { samePerson } from '../../../data/rules/person.ts';
import { isApproval } from '../../../data/rules/tags.ts';
import { byDateThenKey } from '../series/postings.ts';
import { type Fate, fateReader } from './fates.ts';
import { agreesWith, joinsIn } from './stance.ts';
import { standingOf } from './status.ts';

/** All that the ledger is drawn up from. Times in Unix seconds. */
export interface LedgerInput {
  skeletons: readonly MessageSkeleton[];
  facts: ReadonlyMap<string, MessageFacts>;
  patches: readonly PatchRecord[];
  series: readonly SeriesRecord[];
  reviews: readonly ReviewFacts[];
  /** When each patch or cover that was accepted was; what was asked before that is overtaken. */
  taken: ReadonlyMap<string, number>;
  /** Key of the first message of a message's section, or of its thread. */
  rootOf: (key: string) => string;
  /** Whether what a thread says about something of that time is asked for. */
  isOwn?: ((date: number, threadId: string) => boolean) | undefined;
}

/**
 * The one ledger of points: what somebody asked, wanted, objected to or doubted, of whom, and what closed it: an answer, the next
 * revision, a tag given later, the patch being taken. What several people say of the same lines is one row. By thread, time, line.
 */
export function drawLedger(input: LedgerInput): Point[] {
  const { skeletons, facts, isOwn } = input;
  const context = readContext(input);
  const points: Point[] = [];
  const onLines = new Map<string, Point[]>();
  for (const message of [...skeletons].sort(byDateThenKey)) {
    for (const ask of facts.get(message.key)?.asks ?? []) {
      const about = ask.on ?? input.rootOf(message.key);
      const record = ask.on === null ? null : (context.records.get(ask.on) ?? null);
      const date = record?.dateUsed ?? context.dates.get(about) ?? message.dateUsed;
      if (isOwn && !isOwn(date, message.threadId)) continue;
      const known = onLines.get(about) ?? [];
      onLines.set(about, known);
      const by = ask.by ?? message.from;
      const twin = known.find((point) => isSamePoint(point, ask, by));
      if (twin) {
        if (!twin.raisedBy.includes(message.key)) {
          twin.raisedBy.push(message.key);
          twin.also.push(by);
        }
        continue;
      }
      const point = toPoint(ask, message, about, record, context);
      if (point === null) continue;
      known.push(point);
      points.push(point);
    }
  }
  return points.sort(
    (a, b) =>
      (a.threadId < b.threadId ? -1 : Number(a.threadId > b.threadId)) ||
      a.dateUsed - b.dateUsed ||
      (a.messageId < b.messageId ? -1 : Number(a.messageId > b.messageId)) ||
      a.lines[0] - b.lines[0],
  );
}

interface Context {
  records: ReadonlyMap<string, PatchRecord>;
  dates: ReadonlyMap<string, number>;
  persons: ReadonlyMap<string, string>;
  fateOf: (ask: Ask, record: PatchRecord) => Fate | null;
  /** The newest posting of each work that was accepted, and when. */
  takenWorks: ReadonlyMap<string, { record: PatchRecord; date: number }>;
  /** When any posting of a work was accepted: work and date. */
  takenAt: ReadonlySet<string>;
  /** Later approving tags by person, of a work. */
  approvals: ReadonlyMap<string, { person: string; date: number; key: string; line: number; version: number }[]>;
  facts: LedgerInput['facts'];
  /** By thread and person: the last mail that says thanks. */
  thanked: ReadonlyMap<string, { date: number; key: string; lines: Point['lines'] }>;
}

function readContext({ skeletons, facts, patches, series, reviews, taken }: LedgerInput): Context {
  const records = new Map(patches.map((record) => [record.key, record]));
  const persons = new Map(skeletons.map(({ key, person }) => [key, person]));
  const patchFacts = (key: string): PatchFacts | undefined => facts.get(key)?.patch;
  const takenWorks = new Map<string, { record: PatchRecord; date: number }>();
  const takenAt = new Set<string>();
  for (const record of patches) {
    const date = taken.get(record.key);
    if (date !== undefined) takenAt.add(`${record.workId} ${date}`);
    const known = takenWorks.get(record.workId);
    if (date !== undefined && (!known || known.record.dateUsed < record.dateUsed))
      takenWorks.set(record.workId, { record, date });
  }
  const approvals = new Map<string, { person: string; date: number; key: string; line: number; version: number }[]>();
  for (const review of reviews) {
    const record = records.get(review.on);
    const tag = review.trailers.find(({ name, condition }) => isApproval(name) && condition === null);
    if (!record || !tag) continue;
    const list = approvals.get(record.workId) ?? [];
    list.push({
      person: persons.get(review.key) ?? '',
      date: review.dateUsed,
      key: review.key,
      line: tag.line,
      version: record.version,
    });
    approvals.set(record.workId, list);
  }
  return {
    records,
    persons,
    dates: new Map(skeletons.map(({ key, dateUsed }) => [key, dateUsed])),
    fateOf: fateReader(patches, series, patchFacts),
    takenWorks,
    takenAt,
    approvals,
    facts,
    thanked: lastThanks(skeletons, facts),
  };
}

/** True where the message asks something else, outright, too: then a reply that quotes neither answers one of them, not said which. */
function asksMore(key: string, ask: Ask, { facts }: Context): boolean {
  return (facts.get(key)?.asks ?? []).some((other) => other !== ask && !other.faint && !other.soft);
}

function lastThanks(
  skeletons: readonly MessageSkeleton[],
  facts: LedgerInput['facts'],
): Map<string, { date: number; key: string; lines: Point['lines'] }> {
  const found = new Map<string, { date: number; key: string; lines: Point['lines'] }>();
  for (const { key, threadId, person, dateUsed, parent } of skeletons) {
    const thanks = parent === null ? undefined : facts.get(key)?.signals?.find(({ says }) => says === 'thanks');
    const known = found.get(`${threadId} ${person}`);
    if (thanks && (!known || known.date < dateUsed))
      found.set(`${threadId} ${person}`, { date: dateUsed, key, lines: thanks.lines });
  }
  return found;
}

/** One thing that was asked as a row; null where it is none: faint words that nothing answers. */
function toPoint(
  ask: Ask,
  message: MessageSkeleton,
  about: string,
  record: PatchRecord | null,
  context: Context,
): Point | null {
  const by = ask.by ?? message.from;
  const person = ask.by ? '' : message.person;
  const isOwn = (answer: PointAnswer) =>
    (person !== '' && !answer.kept && context.persons.get(answer.key) === person) || samePerson(answer.by, by);
  const isAlone = !asksMore(message.key, ask, context);
  const others = ask.answeredBy
    .filter((answer) => !isOwn(answer) && (answer.how !== 'aside' || isAlone) && !joinsIn(answer.text))
    .map((answer) => withoutOthers(answer, by));
  const author = record?.from ?? null;
  const answer = others.findLast((one) => author && samePerson(one.by, author)) ?? others.at(-1) ?? null;
  const ofAuthor =
    author !== null &&
    !samePerson(by, author) &&
    (ask.askedOf.length === 0 || !ask.byName || ask.askedOf.some((who) => samePerson(who, author)));
  const fate = record && ofAuthor && record.dateUsed <= message.dateUsed ? context.fateOf(ask, record) : null;
  const told = standingOf({ ask, others, answer, own: ask.answeredBy.filter(isOwn), fate });
  const { status, why, closedBy } =
    told.status !== 'open'
      ? told
      : author !== null && samePerson(by, author)
        ? followed(told, ask, message, record!, context)
        : closedLater(told, ask, message, ofAuthor ? record : null, fate, context);
  if (ask.faint && (status === 'open' || status === 'overtaken')) return null;
  if (ask.soft && status === 'open' && !(ofAuthor && message.parent === record?.key) && message.key !== record?.key)
    return null;
  return {
    threadId: message.threadId,
    about,
    messageId: message.key,
    lines: ask.lines,
    text: ask.text,
    by,
    also: [],
    raisedBy: [message.key],
    askedOf: ask.askedOf,
    byName: ask.byName ?? false,
    dateUsed: message.dateUsed,
    kind: ask.kind,
    weight: ask.weight,
    status,
    why,
    closedBy,
    answeredBy: [...new Set(others.map(({ key }) => key))],
    changedIn: fate && (fate.changed || status === 'done') ? fate.key : null,
    file: ask.file ?? null,
    newLines: ask.newLines ?? null,
    patchLines: ask.patchLines ?? null,
    ...(ask.recovered && { recovered: true as const }),
  };
}

/** True for the mail by which a posting of the work is taken, or a part of its series. */
function isTaking(
  { key, dateUsed }: MessageSkeleton,
  { workId }: PatchRecord,
  facts: Context['facts'],
  takenAt: Context['takenAt'],
): boolean {
  return (
    takenAt.has(`${workId} ${dateUsed}`) ||
    (facts.get(key)?.signals ?? []).some(({ says, weak }) => says === 'accepted' && !weak)
  );
}

/** Who agrees with somebody else, by name, does not agree to what was asked. */
function withoutOthers(answer: PointAnswer, by: Point['by']): PointAnswer {
  const name = answer.stance === 'agreed' ? agreesWith(answer.text) : null;
  const isAsker =
    name === null ||
    by.name
      .toLowerCase()
      .split(/[\s,]+/)
      .includes(name.toLowerCase());
  return isAsker ? answer : { ...answer, stance: 'explained' };
}

/** What an author asked in an answer is settled by his own next version; what he asked with the posting is not. */
function followed(
  told: ReturnType<typeof standingOf>,
  ask: Ask,
  message: MessageSkeleton,
  record: PatchRecord,
  { fateOf }: Context,
): ReturnType<typeof standingOf> {
  if (message.key === record.key ? ask.kind !== 'doubt' : ask.byName) return told;
  const whole: Ask = { ...ask };
  delete whole.hashes;
  const fate = fateOf(whole, record);
  return fate && (fate.isTouched || fate.gone) && fate.dateUsed > message.dateUsed
    ? {
        status: 'overtaken',
        why: `${told.why}; the asker went on with ${fate.called}`,
        closedBy: { messageId: fate.key, lines: [0, 0] },
      }
    : told;
}

/** What closes a point that nobody answered: a tag that its asker gave later, the patch being taken after it. */
function closedLater(
  told: ReturnType<typeof standingOf>,
  ask: Ask,
  message: MessageSkeleton,
  record: PatchRecord | null,
  fate: Fate | null,
  { approvals, takenWorks, takenAt, thanked, facts }: Context,
): ReturnType<typeof standingOf> {
  if (record === null) {
    const thanks = ask.on === null ? thanked.get(`${message.threadId} ${message.person}`) : undefined;
    return thanks && thanks.date > message.dateUsed
      ? {
          status: 'answered',
          why: 'no answer to these very words found; the asker says thanks later',
          closedBy: { messageId: thanks.key, lines: thanks.lines },
        }
      : told;
  }
  const tag = (approvals.get(record.workId) ?? []).find(
    ({ person, date, key }) => person === message.person && date > message.dateUsed && key !== message.key,
  );
  if (tag) {
    const status: PointStatus = tag.version > record.version ? 'done' : 'answered';
    return {
      status,
      why: `${told.why}; the same person approved ${tag.version > record.version ? `v${tag.version}` : 'it'} later`,
      closedBy: { messageId: tag.key, lines: [tag.line, tag.line + 1] },
    };
  }
  // What is asked by the very mail that takes the patch is asked of what comes after it.
  if (isTaking(message, record, facts, takenAt)) return told;
  const end = takenWorks.get(record.workId);
  if (end && end.record.dateUsed >= record.dateUsed && end.date > message.dateUsed) {
    const what =
      end.record.key === record.key
        ? 'it'
        : end.record.version > record.version
          ? `v${end.record.version}`
          : 'a later posting';
    return { status: 'overtaken', why: `${told.why}; ${what} was accepted`, closedBy: null };
  }
  if (fate?.isTouched && ask.kind !== 'question' && ask.hashes === undefined && fate.dateUsed > message.dateUsed)
    return { status: 'overtaken', why: told.why, closedBy: null };
  return told;
}

/** The same lines of one file, said by another person in like words, or as agreement. */
function isSamePoint(point: Point, ask: Ask, by: Point['by']): boolean {
  if (ask.file === undefined || point.file !== ask.file || !point.newLines || !ask.newLines) return false;
  if ([point.by, ...point.also].some((one) => samePerson(one, by))) return false;
  if (point.newLines[1] <= ask.newLines[0] || point.newLines[0] >= ask.newLines[1]) return false;
  if (/^(\+1|same here|agreed?|ditto|me too|yes,? (please|same))\b/i.test(ask.text)) return true;
  const ours = new Set(hashWords(point.text));
  const theirs = hashWords(ask.text);
  const common = theirs.filter((word) => ours.has(word)).length;
  return common >= FEWEST_COMMON && common / Math.min(ours.size, theirs.length) >= 0.5;
}

const FEWEST_COMMON = 4;
