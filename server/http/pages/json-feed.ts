import type { FeedEntry } from './feed.ts';

/** A feed as JSON Feed 1.1. `self` and `alternate` are absolute addresses. */
export function jsonFeed(feed: { title: string; self: string; alternate: string; entries: FeedEntry[] }): object {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.alternate,
    feed_url: feed.self,
    items: feed.entries.map(({ key, title, name, email, date, link, text }) => ({
      id: key,
      url: link,
      title,
      content_text: text,
      date_published: date,
      authors: [{ name: name || email || 'unknown' }],
    })),
  };
}
