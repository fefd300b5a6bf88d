import type { MessageFacts } from '../../../data/records/index.ts';
import { readFixes } from '../../parse/patch/fixes.ts';
import { mmLetters, mmStem } from '../../parse/patch/mm-name.ts';
import { titleKey } from '../../parse/patch/subject.ts';
import { hashKey } from './posting-keys.ts';
import type { Posting } from './postings.ts';

/** Keys under which a mail's words name patches: titles, -mm file names, Message-IDs, what `Fixes:` names. */
export function namesIn({ signals = [], patch }: MessageFacts): number[] {
  const names = new Set<number>();
  const add = (title: string) => {
    if (!title.endsWith('.patch')) names.add(titleHash(title));
    else for (const name of [title, mmStem(title)]) names.add(mmHash(name));
  };
  for (const { aboutTitles = [], aboutIds = [] } of signals) {
    for (const title of aboutTitles) add(title);
    for (const id of aboutIds) names.add(idHash(id));
  }
  for (const trailer of patch?.trailers ?? []) {
    const fixed = readFixes(trailer);
    if (fixed) names.add(titleHash(fixed.title));
  }
  return [...names];
}

/** The keys under which mails name a posting, and it is found by their names. */
export function namesOf({ title, messageId, isCover }: Posting): number[] {
  return [idHash(messageId), ...(isCover ? [] : [titleHash(title), mmHash(title)])];
}

const idHash = (messageId: string) => hashKey(`id ${messageId}`);
const titleHash = (title: string) => hashKey(`named ${titleKey(title)}`);
const mmHash = (nameOrTitle: string) => hashKey(`mm ${mmLetters(nameOrTitle)}`);
