import type { Archive } from '../../data/database.ts';
import { articlePlaces, findArticle, loadArticles, neighbour, readArticle } from '../../data/read/articles.ts';
import type { ArticleRecord } from '../../data/records/index.ts';
import { bytesOf, dotStuffed, headerValue, linesOf, overviewLine, wireArticle, type WireArticle } from './article.ts';
import { type Command, rangeOf, type Reply, SYNTAX } from './reply.ts';
import type { Session } from './session.ts';

/** NEXT and LAST. */
export const step =
  (direction: -1 | 1): Command =>
  (session) => {
    if (session.project === null) return { status: '412 No group chosen' };
    if (session.current === null) return { status: '420 No current article' };
    const number = neighbour(session.archive, session.project, session.current, direction);
    const [found] = number === null ? [] : loadArticles(session.archive, session.project, number, number, 1);
    if (!found) return { status: direction > 0 ? '421 No next article' : '422 No previous article' };
    session.current = found.number;
    return { status: `223 ${found.number} <${found.messageId}>` };
  };

/** ARTICLE, HEAD, BODY, STAT: `textOf` gives what is sent of the message. */
export const fetch =
  (code: number, textOf: ((article: WireArticle) => string) | null): Command =>
  (session, [which]) => {
    const found = findOne(session, which);
    if ('status' in found) return found;
    const isById = which?.startsWith('<') === true;
    if (!isById) session.current = found.number;
    const status = `${code} ${isById ? 0 : found.number} <${found.messageId}>`;
    return textOf === null ? { status } : { status, text: dotStuffed(textOf(wire(session, found))) };
  };

/** The message that a command names: by Message-ID, by number in the group, else the current one. */
function findOne(session: Session, which: string | undefined): ArticleRecord | Reply {
  const { archive, project } = session;
  if (which?.startsWith('<'))
    return (
      findArticle(archive, which.replace(/^<|>$/g, ''), project) ?? { status: '430 No article with that message-id' }
    );
  if (project === null) return { status: '412 No group chosen' };
  if (which !== undefined && !/^\d{1,10}$/.test(which)) return SYNTAX;
  const number = which === undefined ? session.current : Number(which);
  if (number === null) return { status: '420 No current article' };
  const [found] = loadArticles(archive, project, number, number, 1);
  return found ?? { status: which === undefined ? '420 No current article' : '423 No article with that number' };
}

/** OVER and XOVER. */
export const over: Command = (session, [which]) => {
  const status = '224 Overview information follows';
  if (which === undefined || which.startsWith('<')) {
    const found = findOne(session, which);
    if ('status' in found) return found;
    return {
      status,
      lines: [overviewLine({ ...found, number: which === undefined ? found.number : 0 }, session.wiring())],
    };
  }
  const span = spanOf(session, which);
  if ('status' in span) return span;
  return { status, lines: overviews(session, span) };
};

/** What lines follow from never changes under their key: those sent lately are kept. */
function* overviews(session: Session, { project, from, to }: Span): Generator<string> {
  const { archive } = session;
  const wiring = session.wiring();
  let kept = keptOf.get(archive);
  if (!kept) keptOf.set(archive, (kept = new Map()));
  for (let at = from; ;) {
    const places = articlePlaces(archive, project, at, to, ARTICLES_AT_ONCE);
    for (const place of places) {
      const key = `${session.host} ${place.project} ${place.number} ${place.mail} ${place.places}`;
      let line = kept.get(key);
      if (line === undefined) {
        line = overviewLine(readArticle(archive, place), wiring);
        if (kept.size >= MOST_KEPT) kept.clear();
        kept.set(key, line);
      }
      yield line;
    }
    if (places.length < ARTICLES_AT_ONCE) return;
    at = places.at(-1)!.number + 1;
  }
}

const keptOf = new WeakMap<Archive, Map<string, string>>();
/** Some 300 bytes each. */
const MOST_KEPT = 50_000;

/** HDR (225) and XHDR (221). */
export const hdr =
  (code: number): Command =>
  (session, [field, which]) => {
    if (field === undefined) return SYNTAX;
    const valueOf = fieldReader(field);
    if (!valueOf) return { status: '503 No such metadata here' };
    const isOld = code === 221;
    return eachOf(session, which, `${code} Headers follow`, (number, article, id) => {
      const value = valueOf(article);
      return `${isOld && which?.startsWith('<') ? id : number} ${isOld && value === '' ? '(none)' : value}`;
    });
  };

function fieldReader(field: string): ((article: WireArticle) => string) | null {
  if (!field.startsWith(':')) return ({ head }) => headerValue(head, field);
  if (field.toLowerCase() === ':bytes') return (article) => String(bytesOf(article));
  if (field.toLowerCase() === ':lines') return ({ body }) => String(linesOf(body));
  return null;
}

/** A line for each message that a range, a Message-ID or the current place names. */
function eachOf(
  session: Session,
  which: string | undefined,
  status: string,
  lineOf: (number: number, article: WireArticle, id: string) => string,
): Reply {
  if (which === undefined || which.startsWith('<')) {
    const found = findOne(session, which);
    if ('status' in found) return found;
    return {
      status,
      lines: [lineOf(which === undefined ? found.number : 0, wire(session, found), `<${found.messageId}>`)],
    };
  }
  const span = spanOf(session, which);
  if ('status' in span) return span;
  return { status, lines: linesOfRange(session, span, lineOf) };
}

/** Numbers of a group that a range names, of which the first is in use. */
interface Span {
  project: number;
  from: number;
  to: number;
}

function spanOf({ archive, project }: Session, range: string): Span | Reply {
  if (project === null) return { status: '412 No group chosen' };
  const span = rangeOf(range);
  if (!span) return SYNTAX;
  const [first] = loadArticles(archive, project, span[0], span[1], 1);
  return first ? { project, from: first.number, to: span[1] } : { status: '423 No articles in that range' };
}

function* linesOfRange(
  session: Session,
  { project, from, to }: Span,
  lineOf: (number: number, article: WireArticle, id: string) => string,
): Generator<string> {
  const wiring = session.wiring();
  for (let at = from; ;) {
    const articles = loadArticles(session.archive, project, at, to, ARTICLES_AT_ONCE);
    for (const article of articles)
      yield lineOf(article.number, wireArticle(article, wiring), `<${article.messageId}>`);
    if (articles.length < ARTICLES_AT_ONCE) return;
    at = articles.at(-1)!.number + 1;
  }
}

const wire = (session: Session, article: ArticleRecord) => wireArticle(article, session.wiring());

const ARTICLES_AT_ONCE = 100;
