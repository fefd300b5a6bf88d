import type { Answer, Ask } from './ask.ts';
import { PwNotFound } from './errors.ts';
import { commentAnswer, commentsAnswer } from './resources/comments.ts';
import { eventsAnswer } from './resources/events.ts';
import { coverMboxAnswer, patchMboxAnswer, patchRawAnswer, seriesMboxAnswer } from './resources/mails.ts';
import { listPage, messagePage, numberPage, patchOfMessage, pwclientrc } from './resources/pages.ts';
import {
  checkAnswer,
  checksAnswer,
  coverAnswer,
  coversAnswer,
  patchAnswer,
  patchesAnswer,
} from './resources/patches.ts';
import { peopleAnswer, personAnswer, projectAnswer, projectsAnswer } from './resources/people.ts';
import { seriesAnswer, seriesListAnswer } from './resources/series.ts';

/** What is at a path below the mount, with or without a slash at its end. Throws not found. */
export function answerAt(path: string, ask: Ask): Answer | Promise<Answer> {
  const plain = path.replace(/^\/+|\/+$/g, '');
  const api = /^api(?:\/(\d+\.\d+))?(?:\/(.*))?$/.exec(plain);
  if (api) {
    if (api[1] !== undefined && !VERSIONS.includes(api[1])) throw new PwNotFound();
    return answerOf(API, api[2] ?? '', ask);
  }
  return answerOf(FILES, plain, ask);
}

type Resource = [pattern: RegExp, answer: (ask: Ask, ...parts: string[]) => Answer | Promise<Answer>];

function answerOf(resources: Resource[], path: string, ask: Ask): Answer | Promise<Answer> {
  for (const [pattern, answer] of resources) {
    const found = pattern.exec(path);
    if (found) return answer(ask, ...found.slice(1));
  }
  throw new PwNotFound();
}

const VERSIONS = ['1.0', '1.1', '1.2', '1.3'];

function indexAnswer({ to }: Ask): Answer {
  const names = ['bundles', 'covers', 'events', 'patches', 'people', 'projects', 'series', 'users'];
  return { json: Object.fromEntries(names.map((name) => [name, to.api(`${name}/`)])) };
}

const API: Resource[] = [
  [/^$/, indexAnswer],
  [/^patches$/, patchesAnswer],
  [/^patches\/(\d+)$/, patchAnswer],
  [/^patches\/(\d+)\/comments$/, (ask, id) => commentsAnswer(ask, id!, false)],
  [/^patches\/(\d+)\/comments\/(\d+)$/, (ask, id, comment) => commentAnswer(ask, id!, false, comment!)],
  [/^patches\/(\d+)\/checks$/, checksAnswer],
  [/^patches\/(\d+)\/checks\/(\d+)$/, checkAnswer],
  [/^covers$/, coversAnswer],
  [/^covers\/(\d+)$/, coverAnswer],
  [/^covers\/(\d+)\/comments$/, (ask, id) => commentsAnswer(ask, id!, true)],
  [/^covers\/(\d+)\/comments\/(\d+)$/, (ask, id, comment) => commentAnswer(ask, id!, true, comment!)],
  [/^series$/, seriesListAnswer],
  [/^series\/(\d+)$/, seriesAnswer],
  [/^projects$/, projectsAnswer],
  [/^projects\/([^/]+)$/, projectAnswer],
  [/^people$/, (ask) => peopleAnswer(ask, 'people')],
  [/^people\/(\d+)$/, (ask, id) => personAnswer(ask, id!, 'people')],
  [/^users$/, (ask) => peopleAnswer(ask, 'users')],
  [/^users\/(\d+)$/, (ask, id) => personAnswer(ask, id!, 'users')],
  [/^events$/, eventsAnswer],
  // Bundles are made by hand: there are none.
  [/^bundles$/, () => ({ json: [] })],
] as Resource[];

const FILES: Resource[] = [
  [/^patch\/(\d+)\/mbox$/, patchMboxAnswer],
  [/^patch\/(\d+)\/raw$/, patchRawAnswer],
  [/^cover\/(\d+)\/mbox$/, coverMboxAnswer],
  [/^series\/(\d+)\/mbox$/, seriesMboxAnswer],
  [/^(?:patch|cover)\/(\d+)$/, numberPage],
  [
    /^project\/([^/]+)\/patch\/([^/]+)\/mbox$/,
    (ask, list, id) => patchMboxAnswer(ask, patchOfMessage(ask, list!, id!)),
  ],
  [/^project\/([^/]+)\/patch\/([^/]+)\/raw$/, (ask, list, id) => patchRawAnswer(ask, patchOfMessage(ask, list!, id!))],
  [/^project\/([^/]+)\/(?:patch|cover|comment)\/([^/]+)$/, messagePage],
  [/^project\/([^/]+)\/pwclientrc$/, pwclientrc],
  [/^project\/([^/]+)(?:\/list)?$/, listPage],
] as Resource[];
