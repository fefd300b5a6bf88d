import { articleNumbers } from '../../data/read/articles.ts';
import { type Command, rangeOf, SYNTAX } from './reply.ts';
import type { Group, Session } from './session.ts';
import { wildmat } from './wildmat.ts';

/** LIST with what may be listed. */
export const list: Command = (session, [what = 'ACTIVE', pattern]) => {
  const fits = pattern === undefined ? () => true : wildmat(pattern);
  const groups = () => session.groups().filter(({ group }) => fits(group));
  switch (what.toUpperCase()) {
    case 'ACTIVE':
      return {
        status: '215 Groups in form "group high low status"',
        lines: groups().map((one) => `${one.group} ${one.high} ${lowOf(one)} n`),
      };
    case 'NEWSGROUPS':
      return {
        status: '215 Descriptions in form "group description"',
        lines: groups().map(({ group, address, name }) => `${group}\t${address ?? name}`),
      };
    case 'ACTIVE.TIMES':
      return {
        status: '215 Creation times in form "group time who"',
        lines: groups().map(({ group, made }) => `${group} ${made} lorescope`),
      };
    case 'OVERVIEW.FMT':
      return { status: '215 Order of fields in overview', lines: [...OVERVIEW_FORMAT] };
    case 'HEADERS':
      return { status: '215 Headers for HDR', lines: [':', ':bytes', ':lines'] };
    default:
      return { status: '503 No such list here' };
  }
};

export const group: Command = (session, [name]) => {
  if (name === undefined) return SYNTAX;
  const found = session.findGroup(name);
  if (!found) return { status: '411 No such group here' };
  return { status: `211 ${choose(session, found)}` };
};

export const listgroup: Command = (session, [name, range]) => {
  const found =
    name === undefined ? session.groups().find(({ project }) => project === session.project) : session.findGroup(name);
  if (!found) return { status: name === undefined ? '412 No group chosen' : '411 No such group here' };
  const span = rangeOf(range ?? '1-');
  if (!span) return SYNTAX;
  const status = `211 ${choose(session, found)} list follows`;
  return { status, lines: pieces(session, found.project, span) };
};

function* pieces({ archive }: Session, project: number, [from, to]: [number, number]): Generator<string> {
  for (let at = from; ;) {
    const numbers = articleNumbers(archive, project, at, to, NUMBERS_AT_ONCE);
    yield* numbers.map(String);
    if (numbers.length < NUMBERS_AT_ONCE) return;
    at = numbers.at(-1)! + 1;
  }
}

/** Goes to the first message of a group; tells `count low high name`. */
function choose(session: Session, chosen: Group): string {
  session.project = chosen.project;
  session.current = chosen.count === 0 ? null : chosen.low;
  return `${chosen.count} ${lowOf(chosen)} ${chosen.high} ${chosen.group}`;
}

/** An empty group has its low water above its high water. */
const lowOf = ({ count, low, high }: Group) => (count === 0 ? high + 1 : low);

const OVERVIEW_FORMAT = ['Subject:', 'From:', 'Date:', 'Message-ID:', 'References:', ':bytes', ':lines', 'Xref:full'];
const NUMBERS_AT_ONCE = 10_000;
