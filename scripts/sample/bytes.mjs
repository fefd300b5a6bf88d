// The bytes of a mail as one list sent it out.
import iconv from 'iconv-lite';
import { bareDiff } from './compose.mjs';
import { dateHeader, hash, mailbox } from './habits.mjs';

/** The mail as one list sent it out: its headers, its subject tag, its footer. */
export function delivered(mail, list, world) {
  const received = dateHeader(
    mail['received'] ? Date.parse(mail['received']) / 1000 : mail.sent + 4 + (mail.sent % 50),
    '+0000',
  );
  const tag = list.tag && !mail.subject.includes(list.tag) ? `${list.tag} ` : '';
  const footer = mail.footer === 'none' ? '' : `${list.footer.replaceAll('|', '\n')}\n`;
  const { name, email } = mail.sender;
  const via = mail.via === list.nick;
  const from = via ? `${word(`${name} via ${list.nick}`)} <${list.address}>` : `${word(name)} <${email}>`;
  const { head, body } = content(mail, footer, world);
  const headers = [
    `Return-Path: <${list.nick}-bounces@${list.address.split('@')[1]}>`,
    `Delivered-To: archive@${list.address.split('@')[1]}`,
    `Received: from mx.${email.split('@')[1]} (mx.${email.split('@')[1]} [192.0.2.${(mail.sent % 200) + 1}])\n\tby ${list.address.split('@')[1]} (Postfix) with ESMTPS id ${hash(
      mail.key + list.nick,
      'hex',
    )
      .slice(0, 10)
      .toUpperCase()}\n\tfor <${list.address}>; ${received.replace('+0000', '+0000 (UTC)')}`,
    `From: ${from}`,
    ...(mail['reply-to'] || via ? [`Reply-To: ${via ? `${word(name)} <${email}>` : mail['reply-to']}`] : []),
    `To: ${mail.tos.map((nick) => mailbox(nick, world, word)).join(',\n\t')}`,
    ...(mail.ccs.length > 0 ? [`Cc: ${mail.ccs.map((nick) => mailbox(nick, world, word)).join(',\n\t')}`] : []),
    `Subject: ${tag}${encodeSubject(mail)}`,
    `Date: ${mail.dateHeader}`,
    `Message-ID: <${mail.id}>`,
    ...(MAILERS[mail.mua] ? [MAILERS[mail.mua]] : []),
    ...(mail.references.length > 0
      ? [
          `In-Reply-To: <${mail.references.at(-1)}>`,
          `References: ${mail.references.map((id) => `<${id}>`).join('\n\t')}`,
        ]
      : []),
    ...(mail.header ? mail.header.split(' | ') : []),
    ...head,
    `List-Id: ${list.title} <${list['list-id']}>`,
    `List-Post: <mailto:${list.address}>`,
    'Precedence: list',
  ];
  return Buffer.concat([Buffer.from(`${headers.join('\n')}\n\n`), body]);
}

/** MIME headers and encoded body. */
function content(mail, footer, world) {
  const charset = mail.charset ?? 'utf-8';
  const undeclared = mail.undeclared !== undefined;
  const encode = (text) => (charset === 'iso-2022-jp' ? jisBytes(text) : iconv.encode(text, charset));
  if (mail.attach) return attached(mail, footer, world);
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
function attached(mail, footer, world) {
  const [name, type, tree] = mail.attach.split(' ');
  const boundary = `--=_${hash(mail.key, 'hex').slice(0, 24)}`;
  const patch = `${bareDiff(tree, world).join('\n')}\n`;
  const parts = [
    `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${mail.text}`,
    `Content-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${transfer(Buffer.from(patch), 'base64')}`,
    `Content-Type: text/plain; charset="us-ascii"\nMIME-Version: 1.0\nContent-Transfer-Encoding: 7bit\nContent-Disposition: inline\n\n${footer}`,
  ];
  const body = `This is a multi-part message in MIME format.\n${parts.map((part) => `--${boundary}\n${part}\n`).join('')}--${boundary}--\n`;
  return {
    head: ['MIME-Version: 1.0', `Content-Type: multipart/mixed; boundary="${boundary}"`],
    body: Buffer.from(body),
  };
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
        const bare =
          (code >= 33 && code <= 126 && char !== '=') || ((char === ' ' || char === '\t') && n < line.length - 1);
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

export function mboxrd(bytes) {
  const text = bytes.toString('latin1').replaceAll(/^(>*From )/gm, '>$1');
  return Buffer.from(`From mboxrd@z Thu Jan  1 00:00:00 1970\n${text}${text.endsWith('\n') ? '' : '\n'}\n`, 'latin1');
}

const MAILERS = {
  git: 'X-Mailer: git-send-email 2.47.3',
  b4: 'X-Mailer: b4 0.14.3',
  thunderbird: 'User-Agent: Mozilla Thunderbird',
  gnus: 'User-Agent: Gnus/5.13 (Gnus v5.13)',
  evolution: 'User-Agent: Evolution 3.56.2',
  apple: 'X-Mailer: Apple Mail (2.3826.600.51.1.1)',
  outlook: 'X-Mailer: Microsoft Outlook 16.0',
};
