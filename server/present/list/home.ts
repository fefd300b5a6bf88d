import type { HomeAnswer, ThreadRow } from '../../contract/index.ts';
import { isTaken, isVerdict, patchStateOf } from '../../../data/rules/states.ts';

/** What home tells of what was decided last: at most two a list, thank-yous and bare tags counted. Pure. */
export function toldLately(rows: readonly ThreadRow[]): Pick<HomeAnswer, 'toldLately' | 'thanked'> {
  const told: ThreadRow[] = [];
  const thanked = new Map<string, number>();
  for (const row of rows) {
    const list = row.lists[0] ?? '';
    if (!saysMore(row)) thanked.set(list, (thanked.get(list) ?? 0) + 1);
    else if (told.filter(({ lists }) => (lists[0] ?? '') === list).length < A_LIST) told.push(row);
  }
  // One list alone may fill the page.
  if (new Set(rows.map(({ lists }) => lists[0])).size < 3)
    for (const row of rows) if (told.length < SHOWN && saysMore(row) && !told.includes(row)) told.push(row);
  return {
    toldLately: told.sort((a, b) => dateOf(b).localeCompare(dateOf(a))).slice(0, SHOWN),
    thanked: [...thanked]
      .map(([list, count]) => ({ list, count }))
      .sort((a, b) => b.count - a.count || (a.list < b.list ? -1 : 1)),
  };
}

/** Three ways in: the longest thread that was decided, a verdict in plain words by who decides, the work of most versions. */
export function waysIn(
  longest: readonly ThreadRow[],
  decided: readonly ThreadRow[],
  versions: readonly ThreadRow[],
): HomeAnswer['waysIn'] {
  const ways: HomeAnswer['waysIn'] = [];
  const story = longest.find(({ headline }) => headline && isVerdict(patchStateOf(headline.state))) ?? longest[0];
  if (story) ways.push({ what: 'story', row: story, seriesId: null });
  const verdict = [...decided]
    .filter((row) => row !== story && saysMore(row) && row.headline?.role === 'maintainer' && row.messages > 2)
    .sort((a, b) => Math.min(90, sentenceOf(b).length) - Math.min(90, sentenceOf(a).length))[0];
  if (verdict) ways.push({ what: 'verdict', row: verdict, seriesId: null });
  const grown = versions.find((row) => (row.version ?? 1) > 2 && row.threadId !== story?.threadId);
  if (grown) ways.push({ what: 'versions', row: grown, seriesId: grown.key });
  return ways;
}

/** True where the sentence tells more than the badge does: no tag, no thank-you, no lone formula. */
function saysMore(row: ThreadRow): boolean {
  const sentence = sentenceOf(row);
  if (sentence === '' || TAG.test(sentence) || THANKS.test(sentence)) return false;
  const words = sentence.split(/\s+/).length;
  return words >= LEAST && !(isTaken(patchStateOf(row.headline?.state ?? '')) && words < FEW && FORMULA.test(sentence));
}

const sentenceOf = ({ headline }: ThreadRow): string => headline?.sentence ?? '';
const dateOf = ({ headline, last }: ThreadRow): string => headline?.date ?? last;

const TAG = /^[A-Z][\w-]*(?:-by|es|c):\s/;
const THANKS =
  /^(?:thanks?|thank you|ok|okay|cheers|great|applied|queued|merged|pushed|pulled|done)\b[\s\w,.!]{0,20}$/i;
const FORMULA = /\b(?:applied|queued|merged|pushed|pulled)\b/i;
const LEAST = 5;
const FEW = 6;
const A_LIST = 2;
const SHOWN = 6;
