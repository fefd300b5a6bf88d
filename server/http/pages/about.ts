import type { Headline } from '../../contract/index.ts';
import { Html, markup } from './html.ts';
import { stateName } from './outcome-line.ts';

/** What a page tells those who only read its head: search engines, chats that show a link, feed readers. */
export interface About {
  /** Path of the page under the one address that it has. */
  path: string;
  /** One or two sentences. */
  description: string;
  feeds?: { title: string; atom: string; json: string }[];
  /** The discussion that the page shows. */
  posting?: Posting;
}

/** A thread as schema.org describes one; `comments` are those that the page shows in full. */
export interface Posting extends Post {
  headline: string;
  comments: Post[];
}

/** One message. */
export interface Post {
  author: string;
  /** UTC, ISO 8601. */
  date: string;
  text: string;
  path: string;
}

/** The head of a page: canonical address, Open Graph, feeds, the way to search, the discussion as JSON-LD. */
export function headOf(about: About, title: string, origin: string): Html {
  const { path, description, feeds = [], posting } = about;
  return markup`<link rel="canonical" href="${origin}${path}" />
<meta name="description" content="${description}" />
<meta property="og:site_name" content="Lorescope" />
<meta property="og:type" content="${posting ? 'article' : 'website'}" />
<meta property="og:title" content="${title}" />
<meta property="og:description" content="${description}" />
<meta property="og:url" content="${origin}${path}" />
<link rel="search" type="application/opensearchdescription+xml" title="Lorescope" href="/opensearch.xml" />
${feeds.map(
  (feed) => markup`<link rel="alternate" type="application/atom+xml" title="${feed.title}" href="${feed.atom}" />
<link rel="alternate" type="application/feed+json" title="${feed.title}" href="${feed.json}" />
`,
)}${posting && markup`<script type="application/ld+json">${jsonLd(posting, origin)}</script>`}`;
}

/** What became of a thread or patch in a sentence, with the words that say so. */
export function verdictOf(headline: Headline | null): string {
  if (!headline) return '';
  const { state, sentence, note, by, date } = headline;
  const words = note ?? (sentence === null || state.endsWith('superseded') ? null : `“${sentence}”`);
  const who = [note === null && words !== null ? by?.name : null, date?.slice(0, 10)].filter(Boolean).join(', ');
  return `${stateName(state)}${words === null ? '' : `: ${words}`}${who === '' ? '' : ` (${who})`}. `;
}

function jsonLd({ headline, comments, ...root }: Posting, origin: string): Html {
  const post = ({ author, date, text, path }: Post) => ({
    author: { '@type': 'Person', name: author },
    datePublished: date,
    ...(text !== '' && { text: text.slice(0, MAX_TEXT) }),
    url: `${origin}${path}`,
  });
  const value = {
    '@context': 'https://schema.org',
    '@type': 'DiscussionForumPosting',
    headline,
    ...post(root),
    comment: comments.map((comment) => ({ '@type': 'Comment', ...post(comment) })),
  };
  // Nothing in it may end the element.
  return new Html(
    JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );
}

/** Search engines read the beginning. */
const MAX_TEXT = 5000;
