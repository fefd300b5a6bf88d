// How mail programs write Message-IDs, dates, attribution lines and heads.
import { createHash } from 'node:crypto';
import { fail } from './sources.mjs';

export function messageId(mail) {
  const { email } = mail.sender;
  const [user, host] = email.split('@');
  const hex = hash(mail.key, 'hex');
  const letters = hash(mail.key, 'base64').replaceAll(/[+/=]/g, '');
  const stamp = new Date(mail.sent * 1000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  const number = /(\d+)\/\d+\]/.exec(mail.subject ?? '')?.[1];
  switch (mail.mua ?? mail.sender.mua) {
    case 'git':
      // All mails of one run of git-send-email share the stamp of the first.
      return `${mail.run ?? stamp}.${(parseInt(hash(mail.run ?? mail.key, 'hex').slice(0, 4), 16) % 9000) + 1000}-${Number(number ?? 0) + 1}-${user}@${host}`;
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

const uuid = (hex) =>
  [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');

export function attribution(mail, parent) {
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
      return [
        `On ${day}, ${month} ${two(at.getUTCDate())}, ${at.getUTCFullYear()} at ${two(at.getUTCHours() % 12 || 12)}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}${noon} ${parent.zone}, ${name} wrote:`,
      ];
    case 'gmail':
      return wrapped(
        `On ${day}, ${month} ${at.getUTCDate()}, ${at.getUTCFullYear()} at ${half} ${noon} ${name} <${email}> wrote:`,
      );
    case 'gnus':
      return [`${name} <${email}> writes:`, ''];
    case 'alpine':
      return [`On ${day}, ${at.getUTCDate()} ${month} ${at.getUTCFullYear()}, ${name} wrote:`, ''];
    case 'evolution':
      return [
        `On ${day}, ${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())} at ${time} ${parent.zone}, ${name} wrote:`,
      ];
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

export function outlookHead(parent, world) {
  const at = wall(parent);
  const sent = `${at.getUTCDate()} ${LONG_MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()} ${String(at.getUTCHours()).padStart(2, '0')}:${String(at.getUTCMinutes()).padStart(2, '0')}`;
  return [
    '-----Original Message-----',
    `From: ${parent.sender.name} <${parent.sender.email}>`,
    `Sent: ${sent}`,
    `To: ${parent.tos.map((nick) => mailbox(nick, world)).join('; ')}`,
    `Subject: ${parent.subject}`,
    '',
  ];
}

/** The time on the sender's wall, in the UTC fields of a Date. */
function wall({ sent, zone }) {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3));
  return new Date((sent + (zone.startsWith('-') ? -60 : 60) * minutes) * 1000);
}

export function dateHeader(sent, zone) {
  const at = wall({ sent, zone });
  return `${WEEKDAYS[at.getUTCDay()]}, ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)} ${zone}`;
}

/** `Name <address>` of a person, the address alone of a list. */
export function mailbox(nick, { lists, people }, encode = (text) => text) {
  const { name, address, email, title } = lists.get(nick) ?? people.get(nick) ?? fail(`who is ${nick}?`);
  return title ? address : `${encode(name)} <${email}>`;
}

export const hash = (text, form) => createHash('sha256').update(text).digest(form);

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
