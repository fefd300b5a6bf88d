import type { Archive } from '../database.ts';
import type { SearchText } from './threads.ts';

/** Puts the words of one message into the full-text index, in place of those it had. */
export function storeSearch(_archive: Archive, _id: number, _text: SearchText): void {}
