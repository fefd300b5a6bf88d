import { TAG_TERMS } from '../../data/rules/tags.ts';

/** Words of the trade, each explained in a sentence for somebody who meets them for the first time. */
export const TERMS: Record<string, string> = {
  patch: 'A change to code, sent as a mail: the reason in words, then the difference line by line.',
  series: 'Several patches that belong together, numbered 1/4, 2/4, … usually with a cover letter numbered 0/4.',
  'cover letter': 'The mail numbered 0 of a series: what it is for, and what changed since the last version.',
  revision: 'The same work posted again after review: v2, v3, …',
  RFC: 'Request for comments: posted to be talked about, not to be applied.',
  ...TAG_TERMS,
  NAK: '“Not acknowledged”: somebody objects to the change as it stands.',
  queued: 'A maintainer has put the patch into a tree from which it will go further.',
  applied: 'A maintainer has put the patch into a tree.',
  mainline: 'The tree from which the project makes its releases.',
  'pull request': 'A mail that asks to take a whole branch of commits at once.',
  ghost: 'A message that others name or quote and that this archive does not hold.',
  salvaged: 'Recovered from a text that was a mail once; parts may be missing.',
  bot: 'A program that writes mail: test robots, trackers, notices.',
  maintainer: 'Somebody who has applied patches here before.',
  'own words': 'Lines that a mail’s sender wrote, as against those it quotes.',
};
