import { useState } from 'react';
import { fetchSummary, summaryName, type SummaryFormat, type SummaryLength, summaryUrl } from './summary-file.ts';
import css from './take-along.module.css';

interface TakeAlongProps {
  id: string;
  title: string;
  length: SummaryLength;
  onLength: (length: SummaryLength) => void;
}

/** How long the summary is, and what one can do with it: copy, download, print. */
export function TakeAlong({ id, title, length, onLength }: TakeAlongProps) {
  const [said, setSaid] = useState('');
  const copy = async (format: SummaryFormat, name: string) => {
    try {
      await putOnClipboard(fetchSummary(id, length, format));
      setSaid(`Copied as ${name}.`);
    } catch {
      setSaid('The browser did not let it be copied: download it instead.');
    }
  };
  return (
    <div className={css['bar']}>
      <div className={css['lengths']} role="group" aria-label="Length">
        {LENGTHS.map(([value, word]) => (
          <button key={value} type="button" aria-pressed={length === value} onClick={() => onLength(value)}>
            {word}
          </button>
        ))}
      </div>
      <div className={css['deeds']}>
        <button type="button" onClick={() => void copy('md', 'Markdown')}>
          Copy
        </button>
        <button type="button" onClick={() => void copy('txt', 'text')}>
          Copy as text
        </button>
        <button type="button" onClick={() => window.print()}>
          Print
        </button>
        <span className={css['files']}>
          Download
          {FILES.map(([format, name]) => (
            <a key={format} href={summaryUrl(id, length, format)} download={summaryName(title, format)}>
              {name}
            </a>
          ))}
        </span>
      </div>
      <p className={css['said']} aria-live="polite">
        {said}
      </p>
    </div>
  );
}

/** The clipboard must be asked for within the click: it is given the words as a promise where it can wait for them. */
async function putOnClipboard(words: Promise<string>): Promise<void> {
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(await words);
  const blob = words.then((text) => new Blob([text], { type: 'text/plain' }));
  await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
}

const LENGTHS: [SummaryLength, string][] = [
  ['short', 'A page'],
  ['normal', 'Three minutes'],
  ['full', 'All that was said'],
];
const FILES: [SummaryFormat, string][] = [
  ['md', 'Markdown'],
  ['html', 'HTML'],
  ['txt', 'text'],
  ['json', 'JSON'],
];
