import { mmName } from '../../ingest/parse/patch/mm-name.ts';
import type { Chance } from './chance.ts';
import type { Letter } from './mail.ts';
import type { Writer } from './people.ts';
import type { Words } from './words.ts';

/** The bodies of mails of each kind. */

/** A description, sign-off, diffstat and diff. */
export function patchBody(words: Words, chance: Chance, from: Writer, version: number): string[] {
  const files = Array.from({ length: 1 + chance.tail(1.6, 30) }, () => words.path(chance));
  const diff: string[] = [];
  for (const file of files) {
    diff.push(
      `diff --git a/${file} b/${file}`,
      `index ${words.hex(chance, 12)}..${words.hex(chance, 12)} 100644`,
      `--- a/${file}`,
      `+++ b/${file}`,
    );
    for (let hunk = 1 + chance.tail(1.5, 30); hunk > 0; hunk -= 1) diff.push(...hunkOf(words, chance));
  }
  return [
    ...paragraphs(words, chance, 1 + chance.below(3)),
    `Signed-off-by: ${from.name} <${from.email}>`,
    ...(version > 1 ? ['---', `Changes since v${version - 1}:`, `- ${words.prose(chance)}`] : []),
    '---',
    ...files.map((file) => ` ${file} | ${1 + chance.below(60)} +++---`),
    ` ${files.length} files changed, ${chance.below(90)} insertions(+), ${chance.below(50)} deletions(-)`,
    '',
    ...diff,
    '-- ',
    '2.25.1',
    '',
  ];
}

export function coverBody(words: Words, chance: Chance, titles: string[]): string[] {
  return [
    ...paragraphs(words, chance, 2 + chance.below(4)),
    ...titles.map((title) => `  ${title}`),
    '',
    ` ${titles.length * 2} files changed, ${chance.below(900)} insertions(+), ${chance.below(500)} deletions(-)`,
    '',
    '-- ',
    '2.25.1',
    '',
  ];
}

/** What somebody says without quoting. */
export function plainBody(words: Words, chance: Chance, from: Writer): string[] {
  return ['Hi,', '', ...paragraphs(words, chance, 1 + chance.below(5)), 'Thanks,', from.name.split(' ')[0]!];
}

/** An answer: passages of the parent, quoted, with words below each; reviewers give their tag, those who decide say so. */
export function replyBody(
  words: Words,
  chance: Chance,
  from: Writer,
  parent: Letter,
  isPatch: boolean,
  decides: boolean,
): string[] {
  const quoted = (lines: string[]) => lines.map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`));
  const attribution = `On ${new Date(parent.date * 1000).toUTCString().slice(0, 22)}, ${parent.from.name} wrote:`;
  const whole = parent.body;
  if (decides)
    return [attribution, ...quoted(whole.slice(0, 8)), '', chance.pick(DECISIONS), '', `${from.name.split(' ')[0]!}`];
  const body = [attribution];
  const passages = 1 + chance.tail(0.7, 6);
  let at = chance.one(0.5) ? 0 : chance.below(Math.max(1, whole.length >> 1));
  for (let n = 0; n < passages && at < whole.length; n += 1) {
    const end = Math.min(whole.length, at + 3 + chance.below(chance.one(0.3) ? 80 : 16));
    body.push(...quoted(whole.slice(at, end)), '', ...paragraphs(words, chance, 1 + chance.tail(0.4, 3)));
    at = end + chance.below(30);
  }
  if (isPatch && chance.one(0.3)) body.push(`${chance.pick(TAGS)}: ${from.name} <${from.email}>`, '');
  if (chance.one(0.3)) body.push('-- ', from.name, words.prose(chance));
  return body;
}

/** A robot's report on a patch. */
export function reportBody(words: Words, chance: Chance, parent: Letter): string[] {
  return [
    `Hi ${parent.from.name.split(' ')[0]!},`,
    '',
    'I tried your patch and found something to improve:',
    '',
    `[auto build test on tree/master at ${words.hex(chance, 40)}]`,
    '',
    ...Array.from(
      { length: 5 + chance.below(25) },
      () =>
        `   ${words.path(chance)}:${chance.below(3000)}:${chance.below(60)}: warning: ${words.identifier(chance)} ${words.prose(chance)}`,
    ),
    '',
    ...Array.from({ length: 5 + chance.below(12) }, () => words.code(chance)),
  ];
}

/** Subject and body of a mail of the -mm tree about a patch. */
export function treeNotice(
  words: Words,
  chance: Chance,
  title: string,
  author: Writer,
): { subject: string; body: string[] } {
  const name = mmName(title);
  const added = chance.one(0.6);
  return {
    subject: added ? `+ ${name} added to -mm tree` : `[merged] ${name} removed from -mm tree`,
    body: [
      ...(added ? ['The patch titled'] : ['The patch titled']),
      `     Subject: ${title}`,
      added
        ? 'has been added to the -mm tree.  Its filename is'
        : 'has been removed from the -mm tree.  Its filename was',
      `     ${name}`,
      '',
      '------------------------------------------------------',
      `From: ${author.name} <${author.email}>`,
      `Subject: ${title}`,
      '',
      ...patchBody(words, chance, author, 1),
    ],
  };
}

function paragraphs(words: Words, chance: Chance, count: number): string[] {
  const lines: string[] = [];
  for (let n = 0; n < count; n += 1) {
    for (let line = 1 + chance.below(6); line > 0; line -= 1) lines.push(words.prose(chance));
    lines.push('');
  }
  return lines;
}

function hunkOf(words: Words, chance: Chance): string[] {
  const lines = Array.from({ length: 6 + chance.below(24) }, (_, n) => {
    const mark = n < 3 ? ' ' : (chance.pick(['+', '+', '-', ' '] as const) as string);
    return mark + words.code(chance);
  });
  lines.push(' ', ' }', ' ');
  const old = lines.filter((line) => !line.startsWith('+')).length;
  const fresh = lines.filter((line) => !line.startsWith('-')).length;
  const at = 1 + chance.below(3000);
  return [`@@ -${at},${old} +${at + 3},${fresh} @@ static int ${words.identifier(chance)}(void)`, ...lines];
}

const TAGS = ['Reviewed-by', 'Acked-by', 'Tested-by', 'Reviewed-by'];
const DECISIONS = [
  'Applied, thanks.',
  'Applied to for-next, thanks.',
  'Queued up, thanks!',
  'NAK, this breaks the tests.',
  'Applied to for-rc, thanks',
];
