import { LOST_FROM_LINE, looksSalvageable } from '../../parse/salvage/looks.ts';
import type { OneMail } from '../source-reader.ts';
import { isHeader } from './mail.ts';

/** Text that was one mail or several before it lost its line ends or its `<…>`. Stands behind {@link mailReader}. */
export const salvagedReader: OneMail = {
  kind: 'salvage',
  holds: 'one',
  recognize: ({ text, lines }) => (isHeader(lines) || looksSalvageable(text) ? { salvaged: true } : null),
  pieces: splitSalvaged,
};

/** The pieces of a text in which several mails without line ends stand behind each other. */
export function splitSalvaged(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1');
  const starts = [
    ...text.matchAll(new RegExp(`(?:^|\\s)(?=${LOST_FROM_LINE.source}\\s+[A-Za-z][A-Za-z-]*:)`, 'g')),
  ].map((match) => match.index + match[0].length);
  if (starts.length < 2) return [bytes];
  return starts.map((start, i) => bytes.subarray(i === 0 ? 0 : start, starts[i + 1] ?? bytes.length));
}
