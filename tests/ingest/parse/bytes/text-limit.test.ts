import { describe, expect, it } from 'vitest';
import { Defects } from '../../../../ingest/parse/bytes/defects.ts';
import { parseMail } from '../../../../ingest/parse/mail.ts';
import { boundText, MAX_TEXT, MAX_TEXT_LINES } from '../../../../ingest/parse/bytes/text-limit.ts';
import { mail } from '../../../support/mail.ts';

const bounded = (text: string) => {
  const defects = new Defects();
  return { text: boundText(text, defects), defects: defects.list() };
};

describe('the text of a mail', () => {
  it('is read whole up to its limits', () => {
    const lines = Array.from({ length: MAX_TEXT_LINES }, (_, i) => `${i}`).join('\n');
    expect(bounded(lines)).toEqual({ text: lines, defects: [] });
    const long = 'x'.repeat(MAX_TEXT);
    expect(bounded(long)).toEqual({ text: long, defects: [] });
  });

  it('is cut behind a whole line, and that is said', () => {
    const lines = Array.from({ length: MAX_TEXT_LINES + 2 }, (_, i) => `${i}`);
    expect(bounded(lines.join('\n'))).toEqual({
      text: lines.slice(0, MAX_TEXT_LINES).join('\n'),
      defects: ['text-too-long'],
    });
    const wide = bounded(`${'x'.repeat(MAX_TEXT - 10)}\n${'y'.repeat(100)}`);
    expect(wide).toEqual({ text: 'x'.repeat(MAX_TEXT - 10), defects: ['text-too-long'] });
  });

  it('is cut within a line that is too long by itself', () => {
    expect(bounded('x'.repeat(MAX_TEXT + 1)).text).toHaveLength(MAX_TEXT);
  });

  it('is bounded in a whole mail, whose other parts stand', () => {
    const { text, defects, subject } = parseMail(mail({ subject: 'Long', body: '\n'.repeat(MAX_TEXT_LINES * 2) }));
    expect([text.split('\n').length, defects, subject]).toEqual([MAX_TEXT_LINES, ['text-too-long'], 'Long']);
  });
});
