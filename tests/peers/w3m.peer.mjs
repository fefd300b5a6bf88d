// w3m over the server's pages.
import { pagesReadWell } from './text-browser.mjs';

export const program = 'w3m';
export const title = 'w3m (pages without JavaScript)';
export const tests = (context) => pagesReadWell(context, (address) => ['-dump', '-cols', '120', address]);
