import type { Mailbox, MessageFacts } from '../../../data/records/index.ts';
import { readFixes } from '../../parse/patch/fixes.ts';
import { mmLetters, mmStem } from '../../parse/patch/mm-name.ts';
import { titleKey } from '../../parse/patch/subject.ts';
import { hashKey } from './posting-keys.ts';
import { type Posting, senderOf } from './postings.ts';

/** Keys under which a mail's words name patches: titles, -mm file names, Message-IDs, what `Fixes:` names, series of its sender's own. */
export function namesIn(facts: MessageFacts, from: Mailbox): number[] {
  const { signals = [], patch } = facts;
  const names = new Set<number>(pullNames(facts));
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
  if (namesOwnSeries(facts)) names.add(senderHash(senderOf(from)));
  return [...names];
}

/** True where a patch or cover may name an earlier series of its sender by words that are no title. */
export function namesOwnSeries({ signals = [], patch }: MessageFacts): boolean {
  return (
    (patch?.kind === 'patch' || patch?.kind === 'cover') &&
    signals.some(({ says, aboutTitles }) => says !== 'pull' && aboutTitles !== undefined)
  );
}

/** Keys under which a later request to pull the same is found: its tree and its title. */
export function pullNames({ patch }: MessageFacts): number[] {
  if (!patch || (patch.kind !== 'pull' && patch.pull === undefined && !patch.subject.isPull)) return [];
  const tree = patch.pull?.tree;
  return [
    hashKey(`pull title ${titleKey(patch.subject.title)}`),
    ...(tree == null ? [] : [hashKey(`pull tree ${tree}`)]),
  ];
}

/** The keys by which mails name a posting, and it is found by their names. */
export interface PostingNames {
  id: number;
  /** Of its title, plain and as a file name of the -mm tree: several postings may have one. */
  titles: number[];
  /** Of its sender, where it opens a series. */
  sender: number[];
}

/** The names of a posting. */
export function namesOf({ title, messageId, isCover, sender, number, ghost }: Posting): PostingNames {
  return {
    id: idHash(messageId),
    titles: isCover ? [] : [titleHash(title), mmHash(title)],
    sender: !ghost && (isCover || (number ?? 1) <= 1) ? [senderHash(sender)] : [],
  };
}

const idHash = (messageId: string) => hashKey(`id ${messageId}`);
export const titleHash = (title: string) => hashKey(`named ${titleKey(title)}`);
export const senderHash = (sender: string) => hashKey(`sent ${sender}`);
const mmHash = (nameOrTitle: string) => hashKey(`mm ${mmLetters(nameOrTitle)}`);
