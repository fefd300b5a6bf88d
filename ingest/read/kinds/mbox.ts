import { lostItsAddresses } from '../../parse/salvage/looks.ts';
import { fromLineShape } from '../from-line.ts';
import { MboxSplitter } from '../mbox.ts';
import type { ManyMails } from '../source-reader.ts';
import { isFieldLine } from './header-lines.ts';

/** mbox in all its forms, parted by From lines. */
export const mboxReader: ManyMails = {
  kind: 'mbox',
  holds: 'many',
  recognize({ text, lines }) {
    const shape = fromLineShape(lines[0] ?? '');
    // An address alone, or nothing behind "From", may begin any text; a header must follow it.
    if (shape === null || ((shape === 'bare' || shape === 'empty') && !isFieldLine(lines[1] ?? ''))) return null;
    return { salvaged: lostItsAddresses(text) };
  },
  splitter: (start, limit) => new MboxSplitter(start, limit),
  begins: (line) => fromLineShape(line) !== null,
  nothingBehind: 'A From line stands here with no message behind it.',
};
