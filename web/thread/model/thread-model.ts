/** A thread as its screens use it: rows and words by key, people's colours, names. Pure. */
import type { Body, GhostRow, MessageRow } from '../../../server/contract/message.ts';
import type { Participant, ThreadAnswer } from '../../../server/contract/thread.ts';
import { stateLook } from '../../../data/rules/states.ts';
import { assignColours } from '../../lib/people-colours.ts';

export interface Words extends Body {
  /** `text.split('\n')`, done once. */
  rows: string[];
}

export interface ThreadModel {
  thread: ThreadAnswer;
  /** Messages and ghosts in reading order. */
  rows: (MessageRow | GhostRow)[];
  messages: MessageRow[];
  byKey: Map<string, MessageRow | GhostRow>;
  /** The words of a message, where they have arrived. */
  words: (key: string) => Words | undefined;
  /** The key of a message by its id or key. */
  keyOf: (id: string) => string | undefined;
  colour: (person: string) => string;
  people: Map<string, Participant>;
  /** Keys of the messages that answer one. */
  children: Map<string, string[]>;
  /** What messages did for the outcome: `good`, `bad`, `warn`, `review`. */
  marks: Map<string, string>;
  /** The list to use in links. */
  list: string;
}

/** Puts a thread's parts in reach of each other. */
export function buildModel(thread: ThreadAnswer, bodies: readonly Body[], list: string): ThreadModel {
  const byKey = new Map(thread.rows.map((row) => [row.key, row]));
  const byId = new Map<string, string>();
  for (const { key, messageId } of thread.rows) if (!byId.has(messageId)) byId.set(messageId, key);
  const children = new Map<string, string[]>();
  for (const { key, parent } of thread.rows) {
    if (parent === null) continue;
    const siblings = children.get(parent);
    if (siblings) siblings.push(key);
    else children.set(parent, [key]);
  }
  const known = new Map(bodies.map((body) => [body.key, body]));
  const colours = assignColours(thread.people);
  return {
    thread,
    rows: thread.rows,
    messages: thread.rows.filter((row) => !row.ghost),
    byKey,
    words: (key) => {
      const body = known.get(key);
      return body && wordsOf(body);
    },
    keyOf: (id) => (byKey.has(id) ? id : byId.get(id)),
    colour: (person) => colours.get(person) ?? 'p0',
    people: new Map(thread.people.map((person) => [person.person, person])),
    children,
    marks: marksOf(thread, (id) => (byKey.has(id) ? id : byId.get(id))),
    list,
  };
}

/** Messages on which a state rests or that give a tag; the heavier mark stands. */
function marksOf(thread: ThreadAnswer, keyOf: (id: string) => string | undefined): Map<string, string> {
  const marks = new Map<string, string>();
  for (const { what, state, key, lines } of thread.timeline) {
    const at = keyOf(key);
    if (at === undefined || what === 'posted' || lines === null) continue;
    const look = what === 'reviewed' ? 'review' : state ? LOOKS[stateLook(state).tone] : undefined;
    if (look && (look !== 'review' || !marks.has(at))) marks.set(at, look);
  }
  return marks;
}

const LOOKS: Record<string, string | undefined> = { good: 'good', bad: 'bad', warn: 'warn' };

/** The body with its lines, split once however often a model is built. */
function wordsOf(body: Body): Words {
  let words = split.get(body);
  if (!words) split.set(body, (words = { ...body, rows: body.text.split('\n') }));
  return words;
}

const split = new WeakMap<Body, Words>();

/** What a message is called on maps and in headers: `4/14`, `cover letter`, or nothing for a plain reply. */
export function patchNumber(model: ThreadModel, row: MessageRow): string | null {
  if (!row.kind.patch && !row.kind.cover) return null;
  const patch = model.thread.patches.find(({ messageId }) => messageId === row.messageId);
  if (patch && patch.total > 1) return `${patch.number}/${patch.total}`;
  const match = /\[[^\]]*?(\d+)\/(\d+)[^\]]*\]/.exec(row.subject);
  return match && !row.kind.reply ? `${Number(match[1])}/${Number(match[2])}` : null;
}

/** A subject without `Re:` and what stands in brackets before it: to tell whether two subjects differ. */
export function bareSubject(subject: string): string {
  return subject
    .replace(/^(\s*((re|aw|fwd?|sv|antw)(\[\d+\])?:|\[[^\]]*\])\s*)+/i, '')
    .replace(/\s+/g, ' ')
    .trim();
}
