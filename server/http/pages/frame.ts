import type { Shell } from '../context.ts';
import { type About, headOf } from './about.ts';
import { Html, markup } from './html.ts';

/** A page that needs no JavaScript: what it is called, what it says, and what else its head holds. */
export interface Page {
  title: string;
  body: Html;
  head?: Html;
  /** The list that the page is about: its name stands in the bar, the search box searches it. */
  list?: string | null;
  /** What its head tells of it. */
  about?: About;
}

/**
 * The whole document. Where the web app was built it is the app's own page with this one inside its root: the app takes
 * over at the same address where there is JavaScript.
 */
export function renderPage(shell: Shell | null, page: Page, origin = ''): string {
  const { title, list = null } = page;
  const body = markup`<div class="plain">
    <nav>
      <a href="/">Lorescope</a>${list !== null && markup` · <a href="/${encodeURIComponent(list)}/">${list}</a>`}
      <form action="/${encodeURIComponent(list ?? 'all')}/" method="get" role="search">
        <label>Search <input name="q" size="30" /></label> <button>Go</button>
      </form>
    </nav>
    <main>${page.body}</main>
    <footer>
      <p>Made from the mails alone. <a href="/api/docs">API</a></p>
    </footer>
  </div>`;
  const head = markup`<style>
      ${new Html(STYLE)}
    </style>
    ${page.head} ${page.about && headOf(page.about, title, origin)}`;
  if (shell) return shell.render({ title: `${title} · Lorescope`, body: body.text, head: head.text });
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Lorescope</title>
        ${head}
      </head>
      <body>
        ${body}
      </body>
    </html>`.text;
}

/** Scoped, so that it leaves the app's screens alone. */
const STYLE = `
.plain { font: 16px/1.5 Georgia, "Literata Variable", serif; max-width: 50rem; margin: 0 auto; padding: 1rem; }
.plain nav { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; border-bottom: 1px solid; padding-bottom: .5rem; }
.plain nav form { margin-left: auto; }
.plain h1 { font-size: 1.4rem; line-height: 1.25; } .plain h2 { font-size: 1.1rem; margin-top: 2rem; }
.plain pre, .plain .lines { font: 14px/1.45 "IBM Plex Mono", ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.plain .tree { white-space: pre; overflow-x: auto; }
.plain article { border-top: 1px solid; margin-top: 1.5rem; padding-top: .5rem; }
.plain blockquote { margin: .5rem 0; padding-left: .75rem; border-left: 3px solid #7a8ca3; opacity: .85; }
.plain .says, .plain .about { font-family: system-ui, sans-serif; font-size: .85rem; margin: .25rem 0; }
.plain .nested { margin-left: 1.25rem; padding-left: .75rem; border-left: 2px solid #1f5f85; }
.plain table { border-collapse: collapse; width: 100%; } .plain td, .plain th { text-align: left; padding: .25rem .5rem .25rem 0; vertical-align: top; }
.plain .date { white-space: nowrap; font-size: .9rem; }
.plain a:target, .plain :target { background: #fdf3c4; color: #000; }
.plain .state { font-weight: bold; }
`.replace(/\n/g, ' ');
