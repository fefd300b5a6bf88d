import { chanceOf } from './chance.ts';
import { writeMail } from './mail.ts';
import { LISTS, type MadeUpList, makeWriters } from './people.ts';
import { beginThread, comesAgain, nextLetter, type OpenThread, type World } from './threads.ts';
import { Agenda } from './agenda.ts';
import { makeWords } from './words.ts';

/** What is made up. The same figures and the same seed give the same bytes. */
export interface MadeUp {
  messages: number;
  seed: number;
  /** Replies of threads of patches that stand in it beside the others, such as one of 1,000. */
  threads?: number[];
}

/**
 * Mails of several lists over twenty years in the order of their time, as an mboxrd file holds them, `From ` line first: threads
 * with a long tail, patches in series and revisions, answers with quotes, tags, robots, notices of a tree, copies on a second list.
 * All words and people are invented.
 */
export function* madeUpMail({ messages, seed, threads = [] }: MadeUp): Generator<string> {
  const chance = chanceOf(seed);
  let count = 0;
  const world: World = {
    chance,
    words: makeWords(seed + 1),
    writers: makeWriters(chance, Math.max(200, Math.min(30_000, Math.round(messages / 30)))),
    idOf: (from, date) => `${date}.${(count += 1).toString(36)}@${from.host}`,
  };
  const agenda = new Agenda<OpenThread>();
  for (const replies of threads) agenda.add(beginThread(world, LISTS[0]!, START + SPAN / 10, null, replies));
  const pause = (SPAN / messages) * MEAN_THREAD;
  let start = START;
  for (let written = 0; written < messages;) {
    const thread = agenda.first();
    if (!thread || thread.next > start) {
      agenda.add(beginThread(world, LISTS[chance.rank(LISTS.length)]!, Math.floor(start), null));
      start += chance.wait(pause);
      continue;
    }
    const letter = nextLetter(world, thread);
    if (!letter) {
      agenda.removeFirst();
      if (comesAgain(chance, thread))
        agenda.add(beginThread(world, thread.list, thread.next + Math.floor(chance.wait(8 * DAY)), thread));
      continue;
    }
    agenda.settle();
    for (const list of listsOf(thread.list, letter.id, world)) {
      yield `From mboxrd@z Thu Jan  1 00:00:00 1970\n${writeMail(letter, list, world.words, chance)}\n`;
      written += 1;
    }
  }
}

/** Some mail goes to a second list: another way, the same words. */
function listsOf(list: MadeUpList, id: string, { chance }: World): MadeUpList[] {
  if (!chance.one(0.05)) return [list];
  const other = LISTS[chance.rank(LISTS.length)]!;
  return other === list || id === '' ? [list] : [list, other];
}

const DAY = 86_400;
/** 2005 to 2025. */
const START = 1_104_537_600;
const SPAN = 20 * 365 * DAY;
/** Mails of a thread, revisions not counted. */
const MEAN_THREAD = 8.6;
