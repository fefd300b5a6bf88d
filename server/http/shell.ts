import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shell } from './context.ts';
import { escapeHtml } from './pages/html.ts';

/** The page of the built web app, into which the server draws what it shows without JavaScript; null where none was built. */
export function readShell(webRoot: string | null): Shell | null {
  if (webRoot === null) return null;
  let html: string;
  try {
    html = readFileSync(join(webRoot, 'index.html'), 'utf8');
  } catch {
    return null;
  }
  return {
    render: ({ title, body, head = '' }) =>
      // Replacements are functions: `$&` in a mail's subject must stay what it is.
      html
        .replace(/<title>[\s\S]*?<\/title>/, () => `<title>${escapeHtml(title)}</title>${head}`)
        .replace(/<div id="root">\s*<\/div>/, () => `<div id="root">${body}</div>`),
  };
}
