import type { Message, Saying } from '../../../data/records/index.ts';
import type { MachineWords } from './machine-words.ts';

/**
 * Reads a notice of the -mm tree: "+ x.patch added to mm-unstable branch", "[merged mm-stable] x.patch removed from -mm
 * tree". What a removal means is told by its reason, not by the word "dropped": dropped because merged is a success.
 */
export function readMmNotice(message: Message, lines: readonly string[]): MachineWords[] | null {
  const subject = message.subject.replace(/\s+/g, ' ').trim();
  const added = /^(?:Re:\s*)?[+-] (\S+\.patch) added to (?:the )?(.+?)(?: tree| branch)?$/.exec(subject);
  const removed = /^(?:Re:\s*)?(?:\[([^\]]+)\] )?-? ?(\S+\.patch) removed from (?:the )?(.+?)(?: tree| branch)?$/.exec(
    subject,
  );
  if (!added && !removed) return null;
  const title = titleOf(lines);
  const aboutTitles = [...(title === null ? [] : [title]), (added?.[1] ?? removed?.[2])!];
  const aboutIds = [...message.text.matchAll(/^Link: https?:\/\/\S+?\/([^\s/]+@[^\s/]+?)\/?\s*$/gm)]
    .slice(0, 3)
    .map((match) => match[1]!);
  const base = { mode: 'done' as const, aboutTitles, ...(aboutIds.length > 0 ? { aboutIds } : {}) };
  if (added) {
    const at = lines.findIndex((line) => /^has been added to/.test(line));
    return [{ ...base, signal: 'mm-added', says: 'accepted', line: Math.max(0, at), tree: treeName(added[2]!) }];
  }
  const at = lines.findIndex((line) => /^This patch was dropped because/.test(line));
  const reason = (lines[at] ?? '').replace(/^This patch was dropped because\s*/, '').trim();
  const { says, tree } = meaning(reason, removed![1] ?? '');
  return [
    {
      ...base,
      signal:
        says === 'accepted'
          ? 'mm-merged'
          : TO_BE_UPDATED.test(reason || (removed![1] ?? '').replace(/-/g, ' '))
            ? 'mm-to-be-updated'
            : 'mm-removed',
      says,
      line: Math.max(0, at),
      tree: tree ?? treeName(removed![3]!),
    },
  ];
}

function meaning(reason: string, bracket: string): { says: Saying; tree?: string } {
  for (const [form, says] of REASONS) {
    if (!form.test(reason) && !(reason === '' && form.test(bracket.replace(/-/g, ' ')))) continue;
    const tree = /\b(?:into|in) (?:the )?([\w-]+)(?: branch| tree)?/.exec(reason)?.[1];
    return tree !== undefined && says === 'accepted'
      ? { says, tree: reason.includes('mainline or a') ? 'mainline or a subsystem tree' : tree }
      : { says };
  }
  return { says: 'dropped' };
}

/** Room is made for a newer version that is not named. */
const TO_BE_UPDATED = /\bupdated version\b|\bto be updated\b/;
const REASONS: [RegExp, Saying][] = [
  [TO_BE_UPDATED, 'dropped'],
  [/\balternative (?:patch|merged)\b/, 'dropped'],
  [/\bfolded\b/, 'accepted'],
  [/\bmerged\b/, 'accepted'],
  [/\bobsolete\b/, 'dropped'],
  [/\bwithdrawn\b/, 'withdrawn'],
  [/\bnacked\b/, 'rejected'],
];

/** The title under "The patch titled / Subject: …", which may be wrapped. */
function titleOf(lines: readonly string[]): string | null {
  const at = lines.findIndex((line) => /^The patch titled/.test(line));
  if (at < 0) return null;
  const words: string[] = [];
  for (let n = at + 1; n < Math.min(at + 5, lines.length); n += 1) {
    if (/^(?:has been|was removed|is no longer)/.test(lines[n]!)) break;
    words.push(lines[n]!.trim());
  }
  const title = words
    .join(' ')
    .replace(/^Subject:\s*/, '')
    .trim();
  return title === '' ? null : title;
}

const treeName = (text: string) => text.replace(/^-?mm$/, '-mm').replace(/(?<!\s)\s+(?:tree|branch)$/, '');
