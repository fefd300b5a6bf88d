// Writes the sample archive data/sample/*.mbox from data/sample/source/*.txt (README.md there describes the notation).
// Everything follows from the sources: Message-IDs and commit ids are hashes, dates are written down, diffs come from git.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import iconv from 'iconv-lite';

const SAMPLE = resolve(import.meta.dirname, '../data/sample');

// --- sources ------------------------------------------------------------------------------------------------------

/** Reads all records; a record starts with "%% kind name …" and runs to the next one. */
function readSources(folder) {
  const found = { people: new Map(), lists: new Map(), trees: new Map(), mails: new Map() };
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt')).sort()) {
    const records = readFileSync(join(folder, file), 'utf8').split(/^%% /m).slice(1);
    for (const record of records) {
      const end = record.indexOf('\n');
      const [kind, name, ...words] = record.slice(0, end).trim().split(/\s+/);
      const body = record.slice(end + 1).replace(/\n+$/, '\n');
      if (kind === 'person') found.people.set(name, { nick: name, ...fields(body).head });
      else if (kind === 'list') found.lists.set(name, { nick: name, ...fields(body).head });
      else if (kind === 'tree') found.trees.set(name, makeTree(found.trees, name, words, body));
      else if (kind === 'mail') found.mails.set(name, readMail(name, body));
      else throw new Error(`${file}: unknown record "${kind}"`);
    }
  }
  return found;
}

function readMail(key, record) {
  const { head, rest } = fields(record);
  const [, day, time, zone] = /^(\S+) (\S+) (\S+)$/.exec(head.date) ?? fail(`${key}: no date`);
  return { key, ...head, body: rest, sent: Date.parse(`${day}T${time}${zone.slice(0, 3)}:${zone.slice(3)}`) / 1000, zone };
}

/** "name: value" lines up to the first empty one; then the rest. */
function fields(text) {
  const end = text.search(/^$/m);
  const lines = text.slice(0, end === -1 ? undefined : end).split('\n').filter(Boolean);
  const head = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  return { head, rest: end === -1 ? '' : text.slice(end + 1) };
}

/**
 * "%% tree NAME on PARENT": the parent's files with the edits of the record made; "… same OTHER": with OTHER's edits made;
 * "… as OTHER": OTHER's files, as one change of the parent.
 */
function makeTree(known, name, [, parent, how, other], body) {
  if (how === 'as') return { ...known.get(other), name, parent };
  const edits = other ? known.get(other).edits : body;
  const files = new Map(known.get(parent)?.files ?? []);
  let at = 0;
  const lines = edits.split('\n');
  let path = '';
  const until = (mark) => {
    const from = at;
    while (lines[at] !== mark) if (++at > lines.length) fail(`${name}: no ${mark}`);
    return lines.slice(from, at++).map((line) => `${line}\n`).join('');
  };
  while (at < lines.length) {
    const line = lines[at++];
    const [word, first, second] = line.split(' ');
    if (word === '@edit') path = first;
    else if (word === '@new') files.set(first, until('@end'));
    else if (word === '@delete') files.delete(first);
    else if (word === '@rename') {
      files.set(second, files.get(first));
      files.delete(first);
    } else if (word === '<<<') {
      const before = until('===');
      const after = until('>>>');
      const old = files.get(path) ?? fail(`${name}: no file ${path}`);
      if (old.split(before).length !== 2) fail(`${name}: in ${path} found ${old.split(before).length - 1} times:\n${before}`);
      files.set(path, old.replace(before, () => after));
    } else if (line !== '') fail(`${name}: cannot read "${line}"`);
  }
  return { name, parent, edits, files };
}

// --- git ----------------------------------------------------------------------------------------------------------

/** What git prints for the change from one tree to another. */
function gitDiff(from, to, options) {
  const repository = mkdtempSync(join(tmpdir(), 'lorescope-sample-'));
  const git = (...args) => execFileSync('git', ['-C', repository, '-c', 'core.abbrev=12', ...args], { encoding: 'utf8' });
  try {
    git('init', '-q');
    const ids = [from, to].map((name) => {
      git('read-tree', '--empty');
      for (const [path, text] of trees.get(name)?.files ?? fail(`no tree ${name}`)) {
        mkdirSync(join(repository, dirname(path)), { recursive: true });
        writeFileSync(join(repository, path), text);
        git('update-index', '--add', path);
      }
      return git('write-tree').trim();
    });
    return git('diff', '-M', ...options, ...ids);
  } finally {
    rmSync(repository, { recursive: true, force: true });
  }
}

// --- one mail -----------------------------------------------------------------------------------------------------

/** Fills in what follows from the record: sender, id, references, lists, text. Parents stand before their children. */
function compose(mail) {
  const sender = people.get(mail.from) ?? fail(`${mail.key}: who is ${mail.from}?`);
  const parent = mail.re ? (mails.get(mail.re) ?? fail(`${mail.key}: no mail ${mail.re}`)) : null;
  mail.sender = sender;
  mail.mua ??= sender.mua;
  mail.id ??= messageId(mail);
  mail.parent = parent;
  mail.references = mail.ghost
    ? [...(parent ? [...parent.references, parent.id] : []), mail.ghost]
    : parent ? [...(parent.references ?? []), parent.id] : [];
  mail.subject ??= parent ? `Re: ${parent.subject.replace(/^Re: /, '')}` : fail(`${mail.key}: no subject`);
  mail.tos = nicks(mail.to ?? (parent ? parent.from : ''));
  mail.ccs = nicks(mail.cc ?? (parent ? [...parent.tos, ...parent.ccs].join(',') : ''));
  mail.ccs = mail.ccs.filter((nick) => nick !== mail.from && !mail.tos.includes(nick));
  mail.lists = nicks(mail.lists ?? [...mail.tos, ...mail.ccs].filter((nick) => lists.has(nick)).join(','));
  mail.dateHeader = mail['date-header'] ?? dateHeader(mail.sent, mail.zone);
  mail.text = expand(mail);
}

const nicks = (text) => [...new Set(text.split(',').map((nick) => nick.trim()).filter(Boolean))];

/** Replaces the lines that start with a macro ("%q", "%on", "%diff" …). */
function expand(mail) {
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
    for (const line of source.slice(from, to + 1)) out.push(`${line === '' || (tight && line.startsWith('>')) ? mark.trimEnd() : mark}${line}`);
  };
  for (const line of mail.body.replace(/\n$/, '').split('\n')) {
    const [, macro, words = ''] = /^%(\w+)(?: (.*))?$/.exec(line) ?? [];
    if (!macro) out.push(line);
    else if (macro === 'q') quote('> ', words);
    else if (macro === 'bar') quote('| ', words);
    else if (macro === 'on') out.push(...attribution(mail, mails.get(words) ?? mail.parent));
    else if (macro === 'outlook') out.push(...outlookHead(mail.parent), ...mail.parent.text.replace(/\n$/, '').split('\n'));
    else if (macro === 'diff') out.push(...patchTail(words));
    else if (macro === 'bare') out.push(...bareDiff(words));
    else if (macro === 'cover') out.push(...coverTail(words.split(' ')));
    else if (macro === 'commit') out.push(`      https://git.tidepool.example.org/${words.split(' ')[1]}/c/${commitId(words.split(' ')[0]).slice(0, 12)}`);
    else fail(`${mail.key}: unknown macro ${line}`);
  }
  return `${out.join('\n').replaceAll(/\{commit ([^}]+)\}/g, (_, name) => commitId(name)).replaceAll(/\{id ([^}]+)\}/g, (_, key) => (mails.get(key).id ??= messageId(mails.get(key))))}\n`;
}

function patchTail(name) {
  const stat = gitDiff(trees.get(name).parent, name, ['--stat=72', '--summary']);
  return `${stat}\n${gitDiff(trees.get(name).parent, name, [])}-- \n${GIT_VERSION}`.split('\n');
}

const bareDiff = (name) => gitDiff(trees.get(name).parent, name, []).replace(/\n$/, '').split('\n');

/** Shortlog and diffstat of the patches in the mails named. */
function coverTail(keys) {
  const patches = keys.map((key) => mails.get(key) ?? fail(`cover: no mail ${key}`));
  const names = patches.map((patch) => /^%diff (\S+)/m.exec(patch.body)[1]);
  const titles = patches.map((patch) => `  ${patch.subject.replace(/^\[[^\]]*\] /, '')}`);
  const stat = gitDiff(trees.get(names[0]).parent, names.at(-1), ['--stat=72', '--summary']);
  return [`${people.get(patches[0].from).name} (${keys.length}):`, ...titles, '', ...stat.trimEnd().split('\n'), '', '-- ', GIT_VERSION];
}

const commitId = (name) => hash(`commit ${name}`, 'hex').slice(0, 40);
const hash = (text, form) => createHash('sha256').update(text).digest(form);

// --- the habits of mail programs ----------------------------------------------------------------------------------

function messageId(mail) {
  const { email } = people.get(mail.from);
  const [user, host] = email.split('@');
  const hex = hash(mail.key, 'hex');
  const letters = hash(mail.key, 'base64').replaceAll(/[+/=]/g, '');
  const stamp = new Date(mail.sent * 1000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  const number = /(\d+)\/\d+\]/.exec(mail.subject ?? '')?.[1];
  switch (mail.mua ?? people.get(mail.from).mua) {
    case 'git':
      // All mails of one run of git-send-email share the stamp of the first.
      return `${mail.run ?? stamp}.${parseInt(hash(mail.run ?? mail.key, 'hex').slice(0, 4), 16) % 9000 + 1000}-${Number(number ?? 0) + 1}-${user}@${host}`;
    case 'b4':
      return `${stamp.slice(0, 8)}-${mail.topic}-${number ?? 1}-${hex.slice(0, 12)}@${host}`;
    case 'mutt':
      return `a${letters.slice(0, 15)}@${mail.from}.${host}`;
    case 'gmail':
      return `CA${letters.slice(0, 28)}=${letters.slice(28, 36)}@mail.example.com`;
    case 'outlook':
      return `DB9PR04MB${parseInt(hex.slice(0, 5), 16)}${hex.slice(5, 27).toUpperCase()}@DB9PR04MB8${hex.slice(0, 3)}.eurprd04.bigcorp.example`;
    case 'gnus':
      return `87${letters.slice(0, 8).toLowerCase()}.fsf@${host}`;
    case 'alpine':
      return `alpine.DEB.2.22.394.${stamp.slice(2, 12)}.${parseInt(hex.slice(0, 4), 16)}@${host}`;
    case 'evolution':
      return `${hex.slice(0, 40)}.camel@${host}`;
    case 'apple':
      return `${uuid(hex).toUpperCase()}@${host}`;
    case 'robot':
      return `${stamp.slice(0, 12)}.${letters.slice(0, 8)}-${user}@${host}`;
    default:
      return `${uuid(hex)}@${host}`;
  }
}

const uuid = (hex) => [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');

function attribution(mail, parent) {
  const { name, email } = parent.sender;
  const at = wall(parent);
  const day = `${WEEKDAYS[at.getUTCDay()]}`;
  const month = MONTHS[at.getUTCMonth()];
  const two = (n) => String(n).padStart(2, '0');
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  const half = `${at.getUTCHours() % 12 || 12}:${two(at.getUTCMinutes())}`;
  const noon = at.getUTCHours() < 12 ? 'AM' : 'PM';
  switch (mail.mua) {
    case 'mutt':
      return [`On ${day}, ${month} ${two(at.getUTCDate())}, ${at.getUTCFullYear()} at ${two(at.getUTCHours() % 12 || 12)}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}${noon} ${parent.zone}, ${name} wrote:`];
    case 'gmail':
      return wrapped(`On ${day}, ${month} ${at.getUTCDate()}, ${at.getUTCFullYear()} at ${half} ${noon} ${name} <${email}> wrote:`);
    case 'gnus':
      return [`${name} <${email}> writes:`, ''];
    case 'alpine':
      return [`On ${day}, ${at.getUTCDate()} ${month} ${at.getUTCFullYear()}, ${name} wrote:`, ''];
    case 'evolution':
      return [`On ${day}, ${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())} at ${time} ${parent.zone}, ${name} wrote:`];
    case 'apple':
      return [`> On ${at.getUTCDate()} ${month} ${at.getUTCFullYear()}, at ${time}, ${name} <${email}> wrote:`, '>'];
    case 'b4':
      return [`On ${parent.dateHeader}, ${name} wrote:`];
    default:
      return [`On ${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()} ${time}, ${name} wrote:`];
  }
}

function wrapped(line) {
  if (line.length <= 78) return [line];
  const cut = line.lastIndexOf(' ', 78);
  return [line.slice(0, cut), line.slice(cut + 1)];
}

function outlookHead(parent) {
  const at = wall(parent);
  const sent = `${at.getUTCDate()} ${LONG_MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()} ${String(at.getUTCHours()).padStart(2, '0')}:${String(at.getUTCMinutes()).padStart(2, '0')}`;
  return [
    '-----Original Message-----',
    `From: ${parent.sender.name} <${parent.sender.email}>`,
    `Sent: ${sent}`,
    `To: ${parent.tos.map((nick) => mailbox(nick)).join('; ')}`,
    `Subject: ${parent.subject}`,
    '',
  ];
}

/** The time on the sender's wall, in the UTC fields of a Date. */
function wall({ sent, zone }) {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3));
  return new Date((sent + (zone.startsWith('-') ? -60 : 60) * minutes) * 1000);
}

function dateHeader(sent, zone) {
  const at = wall({ sent, zone });
  return `${WEEKDAYS[at.getUTCDay()]}, ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)} ${zone}`;
}

// --- bytes --------------------------------------------------------------------------------------------------------

/** The mail as one list sent it out: its headers, its subject tag, its footer. */
function delivered(mail, list) {
  const received = dateHeader(mail['received'] ? Date.parse(mail['received']) / 1000 : mail.sent + 4 + (mail.sent % 50), '+0000');
  const tag = list.tag && !mail.subject.includes(list.tag) ? `${list.tag} ` : '';
  const footer = mail.footer === 'none' ? '' : `${list.footer.replaceAll('|', '\n')}\n`;
  const { name, email } = mail.sender;
  const via = mail.via === list.nick;
  const from = via ? `${word(`${name} via ${list.nick}`)} <${list.address}>` : `${word(name)} <${email}>`;
  const { head, body } = content(mail, footer);
  const headers = [
    `Return-Path: <${list.nick}-bounces@${list.address.split('@')[1]}>`,
    `Delivered-To: archive@${list.address.split('@')[1]}`,
    `Received: from mx.${email.split('@')[1]} (mx.${email.split('@')[1]} [192.0.2.${(mail.sent % 200) + 1}])\n\tby ${list.address.split('@')[1]} (Postfix) with ESMTPS id ${hash(mail.key + list.nick, 'hex').slice(0, 10).toUpperCase()}\n\tfor <${list.address}>; ${received.replace('+0000', '+0000 (UTC)')}`,
    `From: ${from}`,
    ...(mail['reply-to'] || via ? [`Reply-To: ${via ? `${word(name)} <${email}>` : mail['reply-to']}`] : []),
    `To: ${mail.tos.map((nick) => mailbox(nick, word)).join(',\n\t')}`,
    ...(mail.ccs.length > 0 ? [`Cc: ${mail.ccs.map((nick) => mailbox(nick, word)).join(',\n\t')}`] : []),
    `Subject: ${tag}${encodeSubject(mail)}`,
    `Date: ${mail.dateHeader}`,
    `Message-ID: <${mail.id}>`,
    ...(MAILERS[mail.mua] ? [MAILERS[mail.mua]] : []),
    ...(mail.references.length > 0 ? [`In-Reply-To: <${mail.references.at(-1)}>`, `References: ${mail.references.map((id) => `<${id}>`).join('\n\t')}`] : []),
    ...(mail.header ? mail.header.split(' | ') : []),
    ...head,
    `List-Id: ${list.title} <${list['list-id']}>`,
    `List-Post: <mailto:${list.address}>`,
    'Precedence: list',
  ];
  return Buffer.concat([Buffer.from(`${headers.join('\n')}\n\n`), body]);
}

/** MIME headers and encoded body. */
function content(mail, footer) {
  const charset = mail.charset ?? 'utf-8';
  const undeclared = mail.undeclared !== undefined;
  const encode = (text) => (charset === 'iso-2022-jp' ? jisBytes(text) : iconv.encode(text, charset));
  if (mail.attach) return attached(mail, footer);
  const plain = /^[\x00-\x7f]*$/.test(mail.text + footer);
  const html = mail.format === 'html';
  const text = html ? mail.text : mail.text + (footer ? footer : '');
  const bytes = encode(text);
  const cte = mail.cte ?? (plain || charset === 'iso-2022-jp' ? '7bit' : '8bit');
  const type = `text/${html ? 'html' : 'plain'}; charset=${plain && !mail.charset ? 'us-ascii' : charset}${mail.format === 'flowed' ? '; format=flowed' : ''}`;
  const head = undeclared ? [] : ['MIME-Version: 1.0', `Content-Type: ${type}`, `Content-Transfer-Encoding: ${cte}`];
  return { head, body: transfer(bytes, cte) };
}

/** multipart/mixed: the text, one attached patch, and the list's footer as a part of its own, as Mailman does it. */
function attached(mail, footer) {
  const [name, type, tree] = mail.attach.split(' ');
  const boundary = `--=_${hash(mail.key, 'hex').slice(0, 24)}`;
  const patch = `${bareDiff(tree).join('\n')}\n`;
  const parts = [
    `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${mail.text}`,
    `Content-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${transfer(Buffer.from(patch), 'base64')}`,
    `Content-Type: text/plain; charset="us-ascii"\nMIME-Version: 1.0\nContent-Transfer-Encoding: 7bit\nContent-Disposition: inline\n\n${footer}`,
  ];
  const body = `This is a multi-part message in MIME format.\n${parts.map((part) => `--${boundary}\n${part}\n`).join('')}--${boundary}--\n`;
  return { head: ['MIME-Version: 1.0', `Content-Type: multipart/mixed; boundary="${boundary}"`], body: Buffer.from(body) };
}

function transfer(bytes, cte) {
  if (cte === 'base64') return Buffer.from(`${bytes.toString('base64').replaceAll(/.{76}/g, '$&\n').trimEnd()}\n`);
  return cte === 'quoted-printable' ? Buffer.from(quotedPrintable(bytes)) : bytes;
}

function quotedPrintable(bytes) {
  return bytes
    .toString('latin1')
    .split('\n')
    .map((line) => {
      const units = [...line].map((char, n) => {
        const code = char.charCodeAt(0);
        const bare = (code >= 33 && code <= 126 && char !== '=') || ((char === ' ' || char === '\t') && n < line.length - 1);
        return bare ? char : `=${code.toString(16).toUpperCase().padStart(2, '0')}`;
      });
      let width = 0;
      return units
        .map((unit) => {
          const soft = width + unit.length > 75;
          width = (soft ? 0 : width) + unit.length;
          return soft ? `=\n${unit}` : unit;
        })
        .join('');
    })
    .join('\n');
}

/** ISO-2022-JP of text whose other characters are ASCII; the table of JIS X 0208 is found by way of EUC-JP. */
function jisBytes(text) {
  const out = [];
  let kanji = false;
  for (const char of text) {
    const euc = iconv.encode(char, 'euc-jp');
    const wide = euc.length === 2;
    if (wide !== kanji) out.push(Buffer.from(wide ? '\x1b$B' : '\x1b(B', 'latin1'));
    kanji = wide;
    out.push(wide ? Buffer.from(euc.map((byte) => byte & 0x7f)) : euc);
  }
  if (kanji) out.push(Buffer.from('\x1b(B', 'latin1'));
  return Buffer.concat(out);
}

function mailbox(nick, encode = (text) => text) {
  const { name, address, email, title } = lists.get(nick) ?? people.get(nick) ?? fail(`who is ${nick}?`);
  return title ? address : `${encode(name)} <${email}>`;
}

/** A display name as a header has it: RFC 2047 where it is not ASCII, quoted where it holds specials. */
function word(name) {
  if (/[^\x00-\x7f]/.test(name)) return `=?UTF-8?B?${Buffer.from(name).toString('base64')}?=`;
  return /[.,()@]/.test(name) ? `"${name}"` : name;
}

function encodeSubject({ subject, charset }) {
  if (/^[\x00-\x7f]*$/.test(subject)) return subject;
  if (charset === 'koi8-r') return `=?koi8-r?B?${iconv.encode(subject, 'koi8-r').toString('base64')}?=`;
  return `=?UTF-8?Q?${[...Buffer.from(subject)].map((byte) => (/[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : byte === 32 ? '_' : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)).join('')}?=`;
}

function mboxrd(bytes) {
  const text = bytes.toString('latin1').replaceAll(/^(>*From )/gm, '>$1');
  return Buffer.from(`From mboxrd@z Thu Jan  1 00:00:00 1970\n${text}${text.endsWith('\n') ? '' : '\n'}\n`, 'latin1');
}

function fail(message) {
  throw new Error(message);
}

const GIT_VERSION = '2.47.3';
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LONG_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const MAILERS = {
  git: 'X-Mailer: git-send-email 2.47.3',
  b4: 'X-Mailer: b4 0.14.3',
  thunderbird: 'User-Agent: Mozilla Thunderbird',
  gnus: 'User-Agent: Gnus/5.13 (Gnus v5.13)',
  evolution: 'User-Agent: Evolution 3.56.2',
  apple: 'X-Mailer: Apple Mail (2.3826.600.51.1.1)',
  outlook: 'X-Mailer: Microsoft Outlook 16.0',
};

const { people, lists, trees, mails } = readSources(join(SAMPLE, 'source'));
for (const mail of mails.values()) compose(mail);
for (const list of lists.values()) {
  const carried = [...mails.values()].filter((mail) => mail.lists.includes(list.nick)).sort((a, b) => a.sent - b.sent);
  writeFileSync(join(SAMPLE, `${list.nick}.mbox`), Buffer.concat(carried.map((mail) => mboxrd(delivered(mail, list)))));
  console.log(`${list.nick}.mbox: ${carried.length} mails`);
}
console.log(`${mails.size} mails in all`);
