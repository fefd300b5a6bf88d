import { createHash } from 'node:crypto';
import { Html, markup } from './html.ts';

/** One message in a feed. */
export interface FeedEntry {
  key: string;
  title: string;
  name: string;
  email: string;
  /** UTC, ISO 8601. */
  date: string;
  /** Absolute. */
  link: string;
  text: string;
}

/** An Atom feed (RFC 4287). `self` and `alternate` are absolute addresses. */
export function atomFeed(feed: {
  title: string;
  self: string;
  alternate: string;
  updated: string;
  entries: FeedEntry[];
}): string {
  const entries = feed.entries.map(
    (entry) => markup`<entry>
<title>${entry.title}</title>
<id>${urnOf(entry.key)}</id>
<link rel="alternate" type="text/html" href="${entry.link}"/>
<author><name>${entry.name || entry.email || 'unknown'}</name>${entry.email.includes('@') && markup`<email>${entry.email}</email>`}</author>
<updated>${entry.date}</updated>
<content type="text">${entry.text}</content>
</entry>
`,
  );
  return markup`${DECLARATION}
<feed xmlns="http://www.w3.org/2005/Atom">
<title>${feed.title}</title>
<id>${urnOf(feed.self)}</id>
<link rel="self" href="${feed.self}"/>
<link rel="alternate" type="text/html" href="${feed.alternate}"/>
<updated>${feed.updated}</updated>
${entries}</feed>
`.text;
}

/** A stable name that is a URI, as Atom wants it: a Message-ID is none. */
function urnOf(text: string): string {
  const hex = createHash('sha1').update(text).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const DECLARATION = new Html('<?xml version="1.0" encoding="UTF-8"?>');
