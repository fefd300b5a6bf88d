import { arrivedSince } from '../../data/read/articles.ts';
import { nntpDate, nntpTime } from './dates.ts';
import { group, list, listgroup } from './group-commands.ts';
import { fetch, hdr, over, step } from './message-commands.ts';
import { type Command, type Reply, SYNTAX } from './reply.ts';
import type { Session } from './session.ts';
import { wildmat } from './wildmat.ts';

/** Answers one command (RFC 3977, with OVER, HDR, NEWNEWS and the old names that clients still use). */
export function answer(session: Session, line: string): Reply {
  const [word = '', ...rest] = line.trim().split(/\s+/);
  const command = COMMANDS.get(word.toUpperCase());
  return command ? command(session, rest) : { status: '500 Unknown command' };
}

const capabilities: Command = ({ offersTls }) => ({
  status: '101 Capability list:',
  lines: [
    ...['VERSION 2', 'IMPLEMENTATION Lorescope', 'READER', 'OVER MSGID', 'HDR', 'NEWNEWS'],
    'LIST ACTIVE ACTIVE.TIMES HEADERS NEWSGROUPS OVERVIEW.FMT',
    ...(offersTls ? ['STARTTLS'] : []),
  ],
});

const newnews: Command = (session, [pattern, date = '', time = '']) => {
  const since = nntpTime(date, time, session.now());
  if (pattern === undefined || since === null) return SYNTAX;
  const fits = wildmat(pattern);
  const projects = session.groups().flatMap((one) => (fits(one.group) ? [one.project] : []));
  const ids = new Set(arrivedSince(session.archive, projects, since));
  return { status: '230 New articles follow', lines: [...ids].map((id) => `<${id}>`) };
};

const newgroups: Command = (session, [date = '', time = '']) => {
  const since = nntpTime(date, time, session.now());
  if (since === null) return SYNTAX;
  const groups = session.groups().filter(({ made }) => made >= since);
  return {
    status: '231 New groups follow',
    lines: groups.map((one) => `${one.group} ${one.high} ${Math.max(one.low, 1)} n`),
  };
};

const post: Command = (session) => {
  const address = session.groups().find(({ project }) => project === session.project)?.address;
  return { status: `440 This server only reads; write to ${address ?? 'the list by mail'}` };
};

const starttls: Command = ({ offersTls }) =>
  offersTls ? { status: '382 Continue with TLS negotiation', then: 'tls' } : { status: '580 No TLS here' };

const help: Command = () => ({ status: '100 Help follows', lines: [...COMMANDS.keys()].sort() });

const COMMANDS = new Map<string, Command>([
  ['ARTICLE', fetch(220, ({ head, body }) => `${head}\r\n${body}`)],
  // Never 480: clients would ask for a password.
  ['AUTHINFO', () => ({ status: '502 Nothing to log in to' })],
  ['BODY', fetch(222, ({ body }) => body)],
  ['CAPABILITIES', capabilities],
  ['DATE', ({ now }) => ({ status: `111 ${nntpDate(now())}` })],
  ['GROUP', group],
  ['HDR', hdr(225)],
  ['HEAD', fetch(221, ({ head }) => head)],
  ['HELP', help],
  ['IHAVE', () => ({ status: '435 Articles come by mail' })],
  ['LAST', step(-1)],
  ['LIST', list],
  ['LISTGROUP', listgroup],
  [
    'MODE',
    (_, [mode]) => (mode?.toUpperCase() === 'READER' ? { status: '201 Reader mode, posting prohibited' } : SYNTAX),
  ],
  ['NEWGROUPS', newgroups],
  ['NEWNEWS', newnews],
  ['NEXT', step(1)],
  ['OVER', over],
  ['POST', post],
  ['QUIT', () => ({ status: '205 Bye', then: 'close' })],
  ['SLAVE', () => ({ status: '202 Noted' })],
  ['STARTTLS', starttls],
  ['STAT', fetch(223, null)],
  ['XHDR', hdr(221)],
  ['XOVER', over],
]);
