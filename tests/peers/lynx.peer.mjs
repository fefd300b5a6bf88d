// lynx over the server's pages.
import { pagesReadWell } from './text-browser.mjs';

export const program = 'lynx';
export const title = 'lynx (pages without JavaScript)';
export const tests = (context) => pagesReadWell(context, (address) => ['-dump', '-nolist', '-width=120', address]);
