import type { Message, NamedCommit, Signal } from '../../../data/records/index.ts';
import { readCooking } from './cooking.ts';
import type { MachineWords } from './machine-words.ts';
import { readMmNotice } from './mm-notices.ts';
import { readCommitMail } from '../threads/commit-mail.ts';
import { linesOf } from '../threads/text-lines.ts';
import { isMainline } from './tree-names.ts';

/**
 * Reads the fixed forms of mails that programs write (patchwork-bot, tip-bot, pr-tracker, -mm notices, b4 thanks, stable and
 * tree notes, test robots, syzbot, AI reviewers). Null for a mail that people wrote; an empty list for a program that says
 * nothing of decisions.
 */
export function readMachineMail(message: Message): MachineWords[] | null {
  const lines = headOf(message);
  for (const read of READERS) {
    const words = read(message, lines);
    if (words !== null) return words;
  }
  return message.bot ? [] : null;
}

/** As `Signal`, with the place in the message. */
export function machineSignal(message: Message, words: MachineWords): Signal {
  const lines = headOf(message);
  const to = words.line + (words.length ?? 1);
  const { subset, wholeSeries, commits, signal, says, mode, tree, aboutTitles, aboutIds, committer } = words;
  const numbers = (commits ?? [])
    .filter((commit) => commit.commit !== null && commit.number !== undefined)
    .map((commit) => commit.number!);
  return {
    key: message.key,
    lines: [words.line, to],
    text: lines.slice(words.line, to).join(' ').replace(/\s+/g, ' ').trim().slice(0, 400),
    by: message.from,
    machine: true,
    signal,
    says,
    mode,
    ...(tree !== undefined && { tree }),
    ...(aboutTitles && { aboutTitles }),
    ...(aboutIds && { aboutIds }),
    ...(committer && { committer }),
    ...(commits ? { commits } : {}),
    ...(numbers.length > 0
      ? { scope: { only: [...new Set(numbers)].sort((a, b) => a - b) } }
      : wholeSeries
        ? { scope: { all: true as const } }
        : subset
          ? { scope: { subset: true } }
          : {}),
  };
}

function headOf(message: Message): readonly string[] {
  const lines = linesOf(message);
  return lines.length > MAX_LINES ? lines.slice(0, MAX_LINES) : lines;
}

type Reader = (message: Message, lines: readonly string[]) => MachineWords[] | null;

/** "This series was applied to netdev/net-next.git (main) by …", with a summary of patches and commits. */
const readPatchworkBot: Reader = ({ text }, lines) => {
  if (!text.includes(' was applied to ')) return null;
  const at = find(lines, /^This (series|patch|pull request) was applied to (\S+)(?: \(([^)]+)\))?\s*$/);
  if (at < 0) return null;
  const match = /^This (?:series|patch|pull request) was applied to (\S+)(?: \(([^)]+)\))?/.exec(lines[at]!)!;
  const by = /^by (.+?) <([^>]+)>:?\s*$/.exec(lines[at + 1] ?? '');
  const commits: NamedCommit[] = [];
  for (let n = at; n < lines.length; n += 1) {
    const entry = /^\s+- \[([^\]]*)\]\s*(.+)$/.exec(lines[n]!);
    if (!entry) continue;
    const next = lines[n + 1] ?? '';
    const commit = COMMIT_URL.exec(next)?.[1] ?? null;
    const number = /(?:^|,)(\d+)\/\d+$/.exec(entry[1]!)?.[1];
    commits.push({
      commit: /no matching commit/.test(entry[2]! + next) ? null : commit,
      title: entry[2]!.replace(/(?<!\s)\s*\(no matching commit\)\s*$/, ''),
      ...(number ? { number: Number(number) } : {}),
    });
  }
  return [
    {
      signal: 'patchwork-bot',
      says: 'accepted',
      mode: 'done',
      line: at,
      length: by ? 2 : 1,
      tree: match[2] ? `${match[1]!} ${match[2]}` : match[1]!,
      commits,
      ...(by ? { committer: { name: by[1]!, email: by[2]!.toLowerCase() } } : {}),
    },
  ];
};

/** tip-bot, new form ("has been merged into the x branch of tip") and old ("Commit-ID:", "Gitweb:"). */
const readTipBot: Reader = (message, lines) => {
  const branch = /^\s*(?:Re:\s*)?\[tip:\s*([\w./+-]+)\]\s*(.*)$/i.exec(message.subject);
  const commitAt = branch ? find(lines, /^Commit-ID:\s+[0-9a-f]{7,40}/) : -1;
  if (!branch || commitAt < 0) return null;
  const at = find(lines, /^The following commit has been merged into the \S+ branch of tip/);
  const committer = /^Committer:\s+(.+?) <([^>]+)>/.exec(lines[find(lines, /^Committer:\s/)] ?? '');
  return [
    {
      signal: 'tip-bot',
      says: 'accepted',
      mode: 'done',
      line: at >= 0 ? at : commitAt,
      tree: `tip/${branch[1]!}`,
      commits: [{ commit: /[0-9a-f]{7,40}/.exec(lines[commitAt]!)![0], title: branch[2]! }],
      aboutTitles: [branch[2]!],
      ...(committer ? { committer: { name: committer[1]!, email: committer[2]!.toLowerCase() } } : {}),
    },
  ];
};

/** "The pull request you sent on … has been merged into torvalds/linux.git"; a project's own tree bears its name twice. */
const readPrTracker: Reader = ({ text }, lines) => {
  if (!text.includes('The pull request you sent on ')) return null;
  if (find(lines.slice(0, 12), /^The pull request you sent on /) < 0) return null;
  const at = find(lines, /^has been merged into (\S+?):?\s*$/);
  if (at < 0) return null;
  const tree = /^has been merged into (\S+?):?\s*$/.exec(lines[at]!)![1]!;
  const url = COMMIT_URL.exec(lines[at + 1] ?? '');
  return [
    {
      signal: 'pr-tracker',
      says: isMainline(tree) || /^([\w.-]+)\/\1\.git$/.test(tree) ? 'mainlined' : 'accepted',
      mode: 'done',
      line: at,
      length: url ? 2 : 1,
      tree,
      ...(url ? { commits: [{ commit: url[1]!, title: '' }] } : {}),
    },
  ];
};

/** b4's thanks and their likes: an apply sentence and a list `[1/3] title` / `commit: …` or a link to the commit. */
const readThanks: Reader = (message, lines) => {
  const commits: NamedCommit[] = [];
  let first = -1;
  // Each entry names its commit, by word or by address, or says that it has none.
  const { text } = message;
  if (!text.includes('commit') && !text.includes('/c/') && !text.includes('id=')) return null;
  for (let n = 0; n < lines.length; n += 1) {
    if (!opensWithBracket(lines[n]!)) continue;
    const entry = /^\s{0,4}\[(\d{1,3})\/(\d{1,3})\]\s+(\S.*)$/.exec(lines[n]!);
    if (!entry) continue;
    let commit: string | null = null;
    let title = entry[3]!.trim();
    for (let next = n + 1; next < Math.min(n + 4, lines.length); next += 1) {
      const follow = lines[next]!;
      const found = COMMIT_URL.exec(follow) ?? /^\s+commit:\s+([0-9a-f]{7,40})/.exec(follow);
      if (found) {
        commit = found[1]!;
        break;
      }
      if (
        /^\s{2,}(?:\(no commit info\)|https?:)/.test(follow) ||
        /^\s{0,4}\[\d+\/\d+\]/.test(follow) ||
        follow.trim() === ''
      )
        break;
      title += ` ${follow.trim()}`;
    }
    if (commit === null && !/\(no commit info\)/.test(lines[n + 1] ?? '')) continue;
    commits.push({ commit, title, number: Number(entry[1]) });
    if (first < 0) first = n;
  }
  const byB4 = /\.b4-ty@/.test(message.messageId);
  if (commits.length === 0) return null;
  const at = lines.findIndex(
    (line, n) =>
      n < first &&
      /^(?:applied|merged|queued|pushed|pulled|thanks,? applied|series applied|patch(?:es)? applied|(?:ok|okay),? applied|i've applied)\b/i.test(
        line.trim(),
      ),
  );
  if (at < 0 && !byB4) return null;
  const where = at < 0 ? first : at;
  return [
    {
      signal: 'b4-thanks',
      says: 'accepted',
      mode: 'done',
      line: where,
      commits,
      ...treeOfThanks(lines, where, first),
      ...(/\(subset\)/i.test(message.subject) ? { subset: true } : {}),
    },
  ];
};

/** A `[` among the first characters: a test for every line of every mail, so by character. */
function opensWithBracket(line: string): boolean {
  for (let at = 0; at <= 4; at += 1) if (line.charCodeAt(at) === BRACKET) return true;
  return false;
}

function treeOfThanks(lines: readonly string[], from: number, to: number): { tree?: string } {
  const text = lines.slice(from, to).join('\n');
  const branchOf = /\bto the (\S+) branch of the (\S+) tree/.exec(text);
  if (branchOf) return { tree: `${branchOf[2]!} ${branchOf[1]!}` };
  const inline =
    /^(?:.*?)\b(?:applied|merged|queued|pushed) (?:to|into|in|onto) ([\w./#-]*[\w/#-])(?=[,.;!)]|\s|$)/im.exec(text);
  if (inline && !/^(?:the|my|our|this|https?)$/i.test(inline[1]!)) return { tree: inline[1]! };
  const url = /^\s+(?:git|https?):\/\/\S+\/([\w.-]+\/[\w.-]+?\.git)(?:\s+([\w./-]+))?\s*$/m.exec(text);
  if (url) return { tree: url[2] ? `${url[1]!} ${url[2]}` : url[1]! };
  const branch = /^branch:\s+(\S+)/m.exec(text);
  return branch ? { tree: branch[1]! } : {};
}

/** `Applied "spi: …" to the spi tree` in the subject. */
const readAppliedSubject: Reader = (message, lines) => {
  const match = /^\s*(?:Re:\s*)?Applied "(.+)" to the (.+?) tree\s*$/i.exec(message.subject.replace(/\s+/g, ' '));
  if (!match) return null;
  const at = Math.max(0, find(lines, /^\s*has been applied to|^The patch/));
  return [{ signal: 'tree-note', says: 'accepted', mode: 'done', line: at, tree: match[2]!, aboutTitles: [match[1]!] }];
};

/** Greg's and Sasha's notes: `patch "x" added to usb-next`, `Patch "x" has been added to the 6.1-stable tree`, `FAILED: …`. */
const readTreeNote: Reader = (message, lines) => {
  const subject = message.subject.replace(/\s+/g, ' ').replace(/^\s*(?:Re:\s*)+/i, '');
  const added = /^\s*(?:\[[^\]]*\]\s*)?patch "(.+)" (?:has been )?added to (?:the )?(\S+?)(?: tree)?\s*$/i.exec(
    subject,
  );
  const failed = /^\s*FAILED: patch "(.+)" failed to apply to (?:the )?(\S+?)(?: tree)?\s*$/i.exec(subject);
  const match = added ?? failed;
  if (!match) return null;
  const stable = /\d\.\d|stable/.test(match[2]!);
  const at = Math.max(
    0,
    find(lines, failed ? /failed to apply|does not apply/ : /just added the patch|has been added to/),
  );
  return [
    {
      signal: failed ? 'stable-failed' : stable ? 'stable-added' : 'tree-note',
      // What stands in a stable tree, or was tried there, has landed in the mainline first.
      says: failed || stable ? 'mainlined' : 'accepted',
      mode: failed || stable ? 'reported' : 'done',
      line: at,
      tree: match[2]!,
      aboutTitles: [match[1]!],
    },
  ];
};

/** What a repository's hook sent when somebody pushed: the commit has landed there. */
const readPush: Reader = (message) => {
  const found = readCommitMail(message);
  if (found === null) return null;
  const { title, commit, line, tree } = found;
  const about = title === '' ? {} : { aboutTitles: [title], commits: [{ commit, title }] };
  return [{ signal: 'tree-note', says: 'accepted', mode: 'done', line, ...(tree !== null && { tree }), ...about }];
};

/** Test robots, syzbot, AI reviewers, trackers: known by their forms; they decide nothing. */
const readRobot: Reader = (message, lines) => {
  const from = `${message.from.name} <${message.from.email}>`.toLowerCase();
  const { text } = message;
  if (/^syzbot\b|@syzkaller\.appspotmail\.com>/.test(from))
    return [{ signal: 'syzbot', says: 'report', mode: 'done', line: firstWords(lines) }];
  if (
    /kernel test robot|kbuild test robot|\blkp@|0-?day|buildbot|patchwork.*(?:ci|test)|kernelci/.test(from) ||
    ((text.includes('kernel test robot noticed') || text.includes('0-DAY CI Kernel Test Service')) &&
      find(lines.slice(0, 60), /^(?:kernel test robot noticed|0-DAY CI Kernel Test Service)/) >= 0)
  ) {
    const at = find(
      lines,
      /noticed the following|(?:Perhaps|Yet) something to improve|All (?:errors|warnings)|BUILD (?:REGRESSION|FAILED)|FAIL/,
    );
    return at < 0
      ? [{ signal: 'test-robot', says: 'report', mode: 'done', line: firstWords(lines) }]
      : [{ signal: 'test-robot', says: 'test-failed', mode: 'done', line: at }];
  }
  const head = lines.slice(0, 40);
  const review = find(
    AI_REVIEW.test(head.join('\n')) ? head : [],
    /^(?:Thank you for your contribution! \w+ AI review|AI (?:review|generated)|This (?:review|is an AI|comment was generated)|.*\bAI review found \d+)/i,
  );
  if (review >= 0) return [{ signal: 'ai-review', says: 'bot-review', mode: 'done', line: review }];
  if (find(lines.slice(0, 5), /^\[?This is an automated (?:email|message)/i) >= 0) return [];
  return null;
};

const readReport: Reader = (message, lines) => readCooking(message, lines);

const readMm: Reader = (message, lines) => readMmNotice(message, lines);

const READERS: Reader[] = [
  readPatchworkBot,
  readTipBot,
  readPrTracker,
  readMm,
  readReport,
  readThanks,
  readAppliedSubject,
  readTreeNote,
  readPush,
  readRobot,
];

/** Some words of every form of such a review, for all lines in one look. */
const AI_REVIEW = /AI (?:review|generated)|This (?:review|is an AI)|comment was generated/i;
const COMMIT_URL = /https?:\/\/\S+?(?:\/c\/|\/commit\/(?:\?id=)?|[?&]id=)([0-9a-f]{7,40})\b/;

const find = (lines: readonly string[], form: RegExp) => lines.findIndex((line) => form.test(line));

const firstWords = (lines: readonly string[]) =>
  Math.max(
    0,
    lines.findIndex((line) => line.trim() !== '' && !line.startsWith('>')),
  );

const BRACKET = 91;
/** Fixed forms stand near the top, summaries within a few hundred lines; a log behind them tells nothing more. */
const MAX_LINES = 6000;
