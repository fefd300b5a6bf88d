/** Finds out what bytes hold by looking at the first of them. */
import { SOURCE_READERS } from './kinds/index.ts';
import type { FirstBytes, SourceReader } from './source-reader.ts';

/** What a file holds: mail of a kind; nothing; something else. `salvaged` where it was mail once and lost its line ends or its `<…>`. */
export type Content = { reader: SourceReader; salvaged: boolean } | 'empty' | 'none';

/** @param first the first SNIFF_BYTES of the (unpacked) file, or all of it */
export function sniff(first: Buffer): Content {
  const text = first
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .replace(/^(?:[ \t]*\r?\n)+/, '');
  if (text === '') return first.length === 0 ? 'empty' : 'none';
  if (first.includes(0) && !/^[\x21-\x7e]+[: ]/.test(text)) return 'none';
  const beginning: FirstBytes = { text, lines: text.split(/\r\n|\n|\r/, MAX_HEADER_LINES) };
  for (const reader of SOURCE_READERS) {
    const recognized = reader.recognize(beginning);
    if (recognized) return { reader, ...recognized };
  }
  return 'none';
}

/** Bytes to look at: long Received and ARC fields stand above the first telling one. */
export const SNIFF_BYTES = 64 * 1024;

const MAX_HEADER_LINES = 2000;
