import type { Saying } from '../../../data/records/index.ts';
import { stripInterjections } from './acceptance.ts';
import { GatedPattern } from './word-gate.ts';
import { joined, pattern } from '../../parse/text/pattern.ts';

/** Approval in prose, pings, thanks and plain questions: what weighs without deciding. */
export function readOpinion(low: string, byAuthor: boolean): { signal: string; says: Saying } | null {
  if (PING.test(low)) return { signal: 'ping', says: 'ping' };
  const asked = low.includes('?') && /\?["')]*$/.test(low);
  if (!byAuthor && ((!asked && APPROVAL.test(low) && !DOUBT.test(low)) || SEEMS_FINE.test(low)))
    return { signal: 'prose-approval', says: 'approval' };
  if (!byAuthor && MERGE_IT.test(low) && !/n't|\bnot\b/.test(low)) return { signal: 'merge-it', says: 'approval' };
  if (asked) return { signal: 'question', says: 'question' };
  if (!byAuthor && low.length < 60 && THANKS.mayMatch(low) && THANKS.pattern.test(stripInterjections(low)))
    return { signal: 'thanks', says: 'thanks' };
  return null;
}

const PING = new GatedPattern(
  pattern('', [
    String.raw`\b(?:gentle|friendly|kind|soft|another)? ?(?:ping|reminder|bump)\b[\s.?!:]*$`,
    String.raw`^ping\b`,
    joined(
      String.raw`\bany (?:`,
      ['update', 'news', 'comments?', 'feedback', 'thoughts?', 'progress', 'chance', 'objections?'],
      String.raw`) (?:on|about|for|to|here|regarding)\b.*\?`,
    ),
    String.raw`\bwhat(?:'s| is) the status\b`,
    String.raw`\bnot been (?:picked|applied|merged)(?: up)? yet\b`,
  ]),
);
const APPROVAL = new GatedPattern(
  pattern(
    '',
    String.raw`\b(?:`,
    [
      'lgtm',
      'looks? (?:good|fine|great|ok|okay|sane|correct|right|reasonable|nice)(?: to me)?',
      "(?:i'm|i am) (?:ok|okay|fine|happy|good) with (?:this|it|that|the)",
      '(?:this|series|patch|it|patchset) (?:is|looks|seems) (?:good|fine|ok|okay|great|nice|correct|reasonable)',
      'nice (?:work|cleanup|fix|catch|one|job)',
      'no objections?',
      'works for me',
      'makes sense to me',
      'good (?:work|job|cleanup)',
      'welcome improvement',
      'i like (?:it|this|the)',
    ],
    String.raw`)\b`,
  ),
);
/** Carefully said: "Seems OK?" */
const SEEMS_FINE = new GatedPattern(
  /^(?:this |it |that )?(?:seems|sounds|looks) (?:ok|okay|fine|good|reasonable|sane)(?: to me)?[.?!]*$/,
);
const DOUBT = /\b(?:behaviou?r|but|except|however|otherwise|apart|aside|although|not|if|would|besides|n't)\b/;
const MERGE_IT = new GatedPattern(
  pattern(
    '',
    String.raw`\b(?:`,
    [
      'please',
      'go ahead and',
      'feel free to',
      "let's",
      'can be',
      'should be',
      'ready to be',
      'ready to',
      'ok to',
      'fine to',
      'good to',
      'safe to',
      'we can',
      'you can',
    ],
    ') (?:please |just )?(?:',
    ['merge', 'apply', 'push', 'merged', 'applied', 'pushed', 'pick (?:it|this) up', 'take (?:it|this)', 'queue'],
    String.raw`)\b`,
  ),
);
const THANKS = new GatedPattern(/^(?:thanks?|thank you|thx|cheers|many thanks)\b/);
