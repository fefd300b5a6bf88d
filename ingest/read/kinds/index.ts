import type { SourceReader } from '../source-reader.ts';
import { mailReader } from './mail.ts';
import { mboxReader } from './mbox.ts';
import { salvagedReader } from './salvaged.ts';

/** All kinds of files that hold mail; the first that recognizes a file reads it. */
export const SOURCE_READERS: readonly SourceReader[] = [mboxReader, mailReader, salvagedReader];
