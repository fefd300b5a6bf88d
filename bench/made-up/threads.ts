import type { Chance } from './chance.ts';
import { coverBody, patchBody, plainBody, replyBody, reportBody, treeNotice } from './letters.ts';
import type { Letter } from './mail.ts';
import { type MadeUpList, ROBOTS, type Writer } from './people.ts';
import type { Words } from './words.ts';

/** Where chance, words and people come from. */
export interface World {
  chance: Chance;
  words: Words;
  writers: Writer[];
  /** A fresh Message-ID. */
  idOf(from: Writer, date: number): string;
}

/** A thread in the making: what it has said, and how much is still to come. */
export interface OpenThread {
  list: MadeUpList;
  /** When the next mail comes, Unix seconds. */
  next: number;
  letters: Letter[];
  /** Mails that are written already and wait for their time. */
  waiting: Letter[];
  replies: number;
  /** Who may take the patches. */
  maintainer: Writer;
  patches: Letter[];
  title: string;
  version: number;
  author: Writer;
  titles: string[];
}

/** Begins a thread: a question, a patch, a series, a notice of a tree. `again` is the thread whose patches it posts anew. */
export function beginThread(
  world: World,
  list: MadeUpList,
  at: number,
  again: OpenThread | null,
  replies?: number,
): OpenThread {
  const { chance, words, writers } = world;
  const author = again?.author ?? writers[chance.rank(writers.length)]!;
  const maintainer = again?.maintainer ?? writers[chance.below(Math.min(writers.length, 60))]!;
  const thread: OpenThread = {
    list,
    next: at,
    letters: [],
    waiting: [],
    replies: replies ?? chance.tail(2.4, MOST_REPLIES),
    maintainer,
    patches: [],
    title: again?.title ?? `${words.identifier(chance)}: ${words.title(chance)}`,
    version: (again?.version ?? 0) + 1,
    author,
    titles: again?.titles ?? [],
  };
  const kind = again || replies !== undefined ? 'patches' : chance.next();
  if (kind === 'patches' || kind < 0.5) return withPatches(world, thread, at);
  if (kind < 0.6) return withNotice(world, thread, at);
  thread.waiting.push({
    ...letterOf(world, author, at, kind < 0.63 ? `[GIT PULL] ${thread.title}` : thread.title),
    to: [maintainer],
    body: plainBody(words, chance, author),
  });
  return thread;
}

/** The next mail of a thread, which then waits for the one after; null where all is said. */
export function nextLetter(world: World, thread: OpenThread): Letter | null {
  const letter = thread.waiting.shift() ?? answer(world, thread);
  if (!letter) return null;
  thread.letters.push(letter);
  const following = thread.waiting[0];
  thread.next = following
    ? following.date
    : letter.date + 60 + Math.floor(world.chance.wait(REPLY_WAIT / Math.log2(thread.replies + 2)));
  return letter;
}

/** True where the same patches come again in a later revision. */
export function comesAgain(chance: Chance, thread: OpenThread): boolean {
  return thread.patches.length > 0 && thread.version < 9 && chance.one(0.4);
}

function withPatches(world: World, thread: OpenThread, at: number): OpenThread {
  const { chance, words } = world;
  const { author, version, maintainer } = thread;
  if (thread.titles.length === 0) {
    const count = chance.one(0.55) ? 1 : 2 + chance.tail(3, 40);
    thread.titles = Array.from({ length: count }, () => `${words.identifier(chance)}: ${words.title(chance)}`);
    thread.title = thread.titles[0]!;
  }
  const count = thread.titles.length;
  const mark = (number: number) =>
    `[PATCH${version > 1 ? ` v${version}` : ''}${count > 1 ? ` ${number}/${count}` : ''}]`;
  const to = [
    maintainer,
    ...Array.from({ length: chance.below(5) }, () => world.writers[chance.rank(world.writers.length)]!),
  ];
  const cover =
    count > 1
      ? {
          ...letterOf(world, author, at, `${mark(0)} ${words.title(chance)}`),
          to,
          body: coverBody(words, chance, thread.titles),
        }
      : null;
  if (cover) thread.waiting.push(cover);
  thread.titles.forEach((title, n) => {
    const letter = {
      ...letterOf(world, author, at + n + 1, `${mark(n + 1)} ${title}`),
      to,
      body: patchBody(words, chance, author, version),
    };
    if (cover) letter.references = [cover.id];
    thread.patches.push(letter);
    thread.waiting.push(letter);
  });
  return thread;
}

function withNotice(world: World, thread: OpenThread, at: number): OpenThread {
  const robot = ROBOTS[2]!;
  const { subject, body } = treeNotice(world.words, world.chance, thread.title, thread.author);
  thread.waiting.push({ ...letterOf(world, robot, at, subject), to: [thread.author], body });
  thread.replies = 0;
  return thread;
}

function answer(world: World, thread: OpenThread): Letter | null {
  if (thread.replies === 0) return null;
  thread.replies -= 1;
  const { chance, words, writers } = world;
  const { letters, patches } = thread;
  // Mostly to what was said last, at times to anything.
  const parent = chance.one(0.7)
    ? letters[Math.max(0, letters.length - 1 - chance.tail(1, 20))]!
    : chance.pick(letters);
  const isPatch = patches.includes(parent);
  const decides = thread.replies === 0 && patches.length > 0 && chance.one(0.5);
  const robot = isPatch && chance.one(0.08);
  const from = robot
    ? ROBOTS[chance.below(2)]!
    : decides
      ? thread.maintainer
      : chance.one(0.35)
        ? thread.author
        : chance.one(0.3)
          ? thread.maintainer
          : writers[chance.rank(writers.length)]!;
  const to = decides ? letters[0]! : parent;
  const date = Math.max(thread.next, to.date + 60);
  return {
    ...letterOf(world, from, date, to.subject.startsWith('Re: ') ? to.subject : `Re: ${to.subject}`),
    to: [to.from],
    references: [...to.references.slice(0, 1), ...to.references.slice(1).slice(-8), to.id],
    body: robot ? reportBody(words, chance, to) : replyBody(words, chance, from, to, isPatch, decides),
  };
}

function letterOf(world: World, from: Writer, date: number, subject: string): Letter {
  return { id: world.idOf(from, date), date, from, to: [], subject, references: [], body: [] };
}

const MOST_REPLIES = 1500;
/** Seconds. */
const REPLY_WAIT = 40_000;
