import type { EvidenceMode, Message, Saying } from '../../../data/records/index.ts';
import type { MachineWords } from './machine-words.ts';

/**
 * Reads a maintainer's report "What's cooking in x.git": topics under `[Graduated to 'master']`, `[Cooking]`, `[Discarded]`
 * and so on, each with its commits, a verdict ("Will merge to 'next'.", "Expecting a reroll.") and `source: <Message-ID>`
 * that names the mail. Null for any other mail, replies to a report included.
 */
export function readCooking(message: Message, lines: readonly string[]): MachineWords[] | null {
  if (!/^\s*(?:\[[^\]]*\] )?What's cooking in \S+/.test(message.subject)) return null;
  const found: MachineWords[] = [];
  let section = '';
  for (let line = 0; line < lines.length; line += 1) {
    const heading = /^\[([^\]]+)\]\s*$/.exec(lines[line]!);
    if (heading) section = heading[1]!;
    else if (/^\* \S+\/\S+ \(/.test(lines[line]!)) {
      const topic = readTopic(lines, line);
      found.push(...verdicts(topic, section, lines));
      line = topic.to - 1;
    }
  }
  return found;
}

interface Topic {
  from: number;
  to: number;
  /** Line that says since when it is in `next`. */
  inNext: number | null;
  commits: string[];
  sources: string[];
}

function readTopic(lines: readonly string[], from: number): Topic {
  const topic: Topic = { from, to: from + 1, inNext: null, commits: [], sources: [] };
  for (; topic.to < lines.length; topic.to += 1) {
    const text = lines[topic.to]!;
    if (/^\* \S+\/\S+ \(|^-{20,}|^\[[^\]]+\]\s*$/.test(text)) break;
    if (/^\s+\(merged to 'next' on /.test(text)) topic.inNext ??= topic.to;
    const commit = /^ [+.-] (\S.*)$/.exec(text);
    if (commit && topic.commits.length < MOST_COMMITS) topic.commits.push(commit[1]!.trim());
    const source = /^\s+source: <?([^\s<>]+@[^\s<>]+)>?/.exec(text);
    if (source) topic.sources.push(source[1]!);
  }
  return topic;
}

/** At most two words on a topic: where it stands, and what the maintainer means to do. */
function verdicts(topic: Topic, section: string, lines: readonly string[]): MachineWords[] {
  const about = topic.sources.length > 0 ? { aboutIds: topic.sources } : { aboutTitles: topic.commits };
  if (topic.sources.length === 0 && topic.commits.length === 0) return [];
  const word = (signal: string, says: Saying, mode: EvidenceMode, line: number, tree?: string): MachineWords => ({
    signal,
    says,
    mode,
    line,
    wholeSeries: true,
    ...(tree && { tree }),
    ...about,
  });
  const graduated = /^Graduated to ["']?([\w/-]+)/i.exec(section);
  if (graduated) return [word('cooking-graduated', 'mainlined', 'done', topic.from, graduated[1]!)];
  if (/^(?:Discarded|Ejected)/i.test(section)) return [word('cooking-discarded', 'rejected', 'done', topic.from)];
  const found: MachineWords[] = [];
  if (topic.inNext !== null) found.push(word('cooking-in-next', 'accepted', 'done', topic.inNext, 'next'));
  for (let line = topic.from + 1; line < topic.to; line += 1) {
    const form = VERDICTS.find(([words]) => words.test(lines[line]!));
    if (!form) continue;
    const [, signal, says, mode] = form;
    found.push(word(signal, says, mode, line));
    break;
  }
  return found;
}

const VERDICTS: [RegExp, string, Saying, EvidenceMode][] = [
  [/^ ?Will merge (?:\w+ )?to '?(?:next|master|main|maint)/i, 'cooking-will-merge', 'accepted', 'announced'],
  [/^ ?Will (?:discard|drop|eject)\b/i, 'cooking-will-discard', 'dropped', 'announced'],
  [
    /^ ?(?:Expecting|Waiting for|Needs?|Requires?|Awaiting)\b.*\b(?:re-?roll|update|v\d+|new version|fix(?:es)?|respon[sd]\w*)\b/i,
    'cooking-reroll',
    'changes-requested',
    'done',
  ],
  [/^ ?On hold\b/i, 'cooking-on-hold', 'deferred', 'done'],
  [/^ ?(?:Retracted|Withdrawn)\b/i, 'cooking-withdrawn', 'withdrawn', 'done'],
];

/** Topics are a few dozen commits at most. */
const MOST_COMMITS = 60;
