import { describe, expect, it } from 'vitest';
import type { ListName, Mailbox } from '../../../data/records/mail.ts';
import { parseAddresses } from '../../../ingest/parse/headers/address.ts';
import { isBot } from '../../../ingest/parse/headers/bot.ts';
import { parseDate } from '../../../ingest/parse/headers/date.ts';
import { Defects } from '../../../ingest/parse/bytes/defects.ts';
import { decodeWords } from '../../../ingest/parse/bytes/encoded-word.ts';
import type { HeaderField } from '../../../ingest/parse/headers/headers.ts';
import { parseLists } from '../../../ingest/parse/headers/list-id.ts';
import { parseMessageId } from '../../../ingest/parse/headers/message-id.ts';
import { parseAnswers } from '../../../ingest/parse/headers/references.ts';
import { table } from '../../support/table.ts';

interface Row<Input, Expected> {
  name: string;
  input: Input;
  expected: Expected;
}

const fieldsOf = (headers: [string, string][]): HeaderField[] =>
  headers.map(([name, raw]) => ({ name, lower: name.toLowerCase(), raw }));

describe('one header form each', () => {
  describe('dates', () => {
    it.each(table<Row<string, number | null>>('date'))('$name: $input', ({ input, expected }) => {
      expect(parseDate(input)).toBe(expected);
    });
  });

  describe('addresses', () => {
    it.each(table<Row<string, Mailbox[]>>('address'))('$name: $input', ({ input, expected }) => {
      expect(parseAddresses(input, new Defects())).toEqual(expected);
    });
  });

  describe('encoded words', () => {
    it.each(table<Row<string, string>>('encoded-word'))('$name: $input', ({ input, expected }) => {
      expect(decodeWords(input, new Defects())).toBe(expected);
    });
  });

  describe('Message-IDs', () => {
    it.each(table<Row<string[], string | null>>('message-id'))('$name: $input', ({ input, expected }) => {
      expect(parseMessageId(input, new Defects())).toBe(expected);
    });
  });

  describe('References and In-Reply-To', () => {
    interface Answering {
      name: string;
      references: string[];
      inReplyTo: string[];
      own: string | null;
      addresses: string[];
      expected: { references: string[]; inReplyTo: string[] };
    }
    it.each(table<Answering>('references'))('$name', (row) => {
      expect(parseAnswers(row, row.own, new Defects())).toEqual(row.expected);
    });
  });

  describe('lists', () => {
    it.each(table<{ name: string; headers: [string, string][]; expected: ListName | null }>('list-id'))(
      '$name',
      ({ headers, expected }) => {
        expect(parseLists(fieldsOf(headers))).toEqual(expected === null ? [] : [expected]);
      },
    );
  });

  describe('programs and people', () => {
    it.each(table<{ name: string; from: Mailbox; headers: [string, string][]; expected: boolean }>('bot'))(
      '$name',
      ({ from, headers, expected }) => {
        expect(isBot(from, fieldsOf(headers))).toBe(expected);
      },
    );
  });
});
