// libxml2 as referee of feeds and pages, and a check of what RFC 4287 wants in a feed.
import assert from 'node:assert/strict';
import { runIn, serve } from './server.mjs';

export const program = 'xmllint';
export const title = 'libxml2 (Atom feeds)';

export async function tests(context) {
  const url = await serve(context);
  const feeds = [
    `${url}/all/new.atom`,
    `${url}/tidepool-devel/new.atom`,
    `${url}/all/20251124085840.6546-1-kwabena@example.org/t.atom`,
    `${url}/all/?q=s%3Aevict&x=A`,
  ];
  const xpath = async (feed, path) => {
    const text = await (await fetch(feed)).text();
    return runIn(context, 'xmllint', ['--nonet', '--xpath', path, '-'], { input: text }).toString().trim();
  };
  const here = (name) => `*[local-name()='${name}' and namespace-uri()='http://www.w3.org/2005/Atom']`;
  return [
    [
      'feeds are well-formed, each with the id, title and date that RFC 4287 asks for',
      async () => {
        for (const feed of feeds) {
          for (const name of ['id', 'title', 'updated'])
            assert.equal(await xpath(feed, `count(/${here('feed')}/${here(name)})`), '1', `${feed} ${name}`);
        }
      },
    ],
    [
      'each entry has its id, title, date, author and link; no id twice',
      async () => {
        for (const feed of feeds) {
          const entries = Number(await xpath(feed, `count(//${here('entry')})`));
          assert.ok(entries > 0, feed);
          const whole = ['id', 'title', 'updated', 'link'].map((name) => here(name)).join(' and ');
          assert.equal(
            Number(await xpath(feed, `count(//${here('entry')}[${whole} and ${here('author')}/${here('name')}])`)),
            entries,
            feed,
          );
          const twice = `count(//${here('entry')}/${here('id')}[. = preceding::${here('id')}])`;
          assert.equal(await xpath(feed, twice), '0', feed);
        }
      },
    ],
  ];
}
