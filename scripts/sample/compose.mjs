// Fills in what follows from a mail's record: id, references, lists, text.
import { attribution, dateHeader, hash, messageId, outlookHead } from './habits.mjs';
import { fail } from './sources.mjs';

/** Fills in what follows from the record: sender, id, references, lists, text. Parents stand before their children. */
export function compose(mail, world) {
  const { mails, lists } = world;
  const parent = mail.re ? (mails.get(mail.re) ?? fail(`${mail.key}: no mail ${mail.re}`)) : null;
  mail.mua ??= mail.sender.mua;
  mail.id ??= messageId(mail);
  mail.parent = parent;
  mail.references = mail.ghost
    ? [...(parent ? [...parent.references, parent.id] : []), mail.ghost]
    : parent
      ? [...(parent.references ?? []), parent.id]
      : [];
  mail.subject ??= parent ? `Re: ${parent.subject.replace(/^Re: /, '')}` : fail(`${mail.key}: no subject`);
  mail.tos = nicks(mail.to ?? (parent ? parent.from : ''));
  mail.ccs = nicks(mail.cc ?? (parent ? [...parent.tos, ...parent.ccs].join(',') : ''));
  mail.ccs = mail.ccs.filter((nick) => nick !== mail.from && !mail.tos.includes(nick));
  mail.lists = nicks(mail.lists ?? [...mail.tos, ...mail.ccs].filter((nick) => lists.has(nick)).join(','));
  mail.dateHeader = mail['date-header'] ?? dateHeader(mail.sent, mail.zone);
  mail.text = expand(mail, world);
}

const nicks = (text) => [
  ...new Set(
    text
      .split(',')
      .map((nick) => nick.trim())
      .filter(Boolean),
  ),
];

/** Replaces the lines that start with a macro ("%q", "%on", "%diff" …). */
function expand(mail, world) {
  const { mails } = world;
  const out = [];
  let position = 0;
  const quote = (mark, words) => {
    const source = mail.parent.text.replace(/\n$/, '').split('\n');
    const [first, last] = words.split(' … ');
    const find = (fragment, from) => {
      const at = source.findIndex((line, n) => n >= from && line.includes(fragment));
      return at === -1 ? fail(`${mail.key}: "${fragment}" is not in ${mail.parent.key} (after line ${from})`) : at;
    };
    const from = words === '*' ? 0 : find(first, position);
    const to = words === '*' ? source.length - 1 : last ? find(last, from) : from;
    position = to + 1;
    const tight = ['thunderbird', 'gnus'].includes(mail.mua);
    for (const line of source.slice(from, to + 1))
      out.push(`${line === '' || (tight && line.startsWith('>')) ? mark.trimEnd() : mark}${line}`);
  };
  for (const line of mail.body.replace(/\n$/, '').split('\n')) {
    const [, macro, words = ''] = /^%(\w+)(?: (.*))?$/.exec(line) ?? [];
    if (!macro) out.push(line);
    else if (macro === 'q') quote('> ', words);
    else if (macro === 'bar') quote('| ', words);
    else if (macro === 'on') out.push(...attribution(mail, mails.get(words) ?? mail.parent));
    else if (macro === 'outlook')
      out.push(...outlookHead(mail.parent, world), ...mail.parent.text.replace(/\n$/, '').split('\n'));
    else if (macro === 'diff') out.push(...patchTail(words, world));
    else if (macro === 'bare') out.push(...bareDiff(words, world));
    else if (macro === 'cover') out.push(...coverTail(words.split(' '), world));
    else if (macro === 'commit')
      out.push(
        `      https://git.tidepool.example.org/${words.split(' ')[1]}/c/${commitId(words.split(' ')[0]).slice(0, 12)}`,
      );
    else fail(`${mail.key}: unknown macro ${line}`);
  }
  return `${out
    .join('\n')
    .replaceAll(/\{commit ([^}]+)\}/g, (_, name) => commitId(name))
    .replaceAll(/\{id ([^}]+)\}/g, (_, key) => (mails.get(key).id ??= messageId(mails.get(key))))}\n`;
}

function patchTail(name, { trees, git }) {
  const stat = git.diff(trees.get(name).parent, name, ['--stat=72', '--summary']);
  return `${stat}\n${git.diff(trees.get(name).parent, name, [])}-- \n${GIT_VERSION}`.split('\n');
}

export const bareDiff = (name, { trees, git }) =>
  git.diff(trees.get(name).parent, name, []).replace(/\n$/, '').split('\n');

/** Shortlog and diffstat of the patches in the mails named. */
function coverTail(keys, { mails, trees, git }) {
  const patches = keys.map((key) => mails.get(key) ?? fail(`cover: no mail ${key}`));
  const names = patches.map((patch) => /^%diff (\S+)/m.exec(patch.body)[1]);
  const titles = patches.map((patch) => `  ${patch.subject.replace(/^\[[^\]]*\] /, '')}`);
  const stat = git.diff(trees.get(names[0]).parent, names.at(-1), ['--stat=72', '--summary']);
  return [
    `${patches[0].sender.name} (${keys.length}):`,
    ...titles,
    '',
    ...stat.trimEnd().split('\n'),
    '',
    '-- ',
    GIT_VERSION,
  ];
}

const commitId = (name) => hash(`commit ${name}`, 'hex').slice(0, 40);

const GIT_VERSION = '2.47.3';
