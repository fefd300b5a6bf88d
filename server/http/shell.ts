import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Shell } from './context.ts';
import { escapeHtml } from '../present/text/escape-html.ts';

/**
 * The page of the built web app, into which the server draws what it shows without JavaScript; null where none was built.
 * It is read again once it was built again: its scripts have other names then.
 */
export function readShell(webRoot: string | null): Shell | null {
  if (webRoot === null) return null;
  const path = join(webRoot, 'index.html');
  let html = '';
  let stamp = '';
  const refresh = () => {
    try {
      const { mtimeMs, size } = statSync(path);
      const now = `${Math.round(mtimeMs).toString(36)}${size.toString(36)}`;
      if (now === stamp) return;
      html = readFileSync(path, 'utf8');
      stamp = now;
    } catch {
      // It is being built: the page as it was serves until then.
    }
  };
  refresh();
  if (stamp === '') return null;
  return {
    stamp: () => (refresh(), stamp),
    render: ({ title, body, head = '' }) => {
      refresh();
      // Replacements are functions: `$&` in a mail's subject must stay what it is.
      return html
        .replace(/<title>[\s\S]*?<\/title>/, () => `<title>${escapeHtml(title)}</title>${head}`)
        .replace(/<div id="root">\s*<\/div>/, () => `<div id="root">${body}</div>`);
    },
  };
}
