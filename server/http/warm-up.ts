import type { Archive } from '../../data/database.ts';
import { newestMessages } from '../../data/read/messages.ts';
import { titleWords } from '../query/title-words.ts';
import type { Context } from './context.ts';
import { warmNames } from './patch-names.ts';
import { messageAnswer } from './routes/messages.ts';
import { threadAnswer } from './routes/threads.ts';
import { searchAnswer } from './search-answer.ts';

/**
 * Readies a server that listens, some at a time between what is asked: titles in memory, then typical answers of the newest mail, which
 * nobody gets. The first answers of a fresh program take three times as long as later ones, as its code is not compiled yet. `now` is in
 * Unix seconds.
 */
export async function warmUp(archive: Archive, now: number): Promise<void> {
  await warmNames(archive);
  const context: Context = { archive, isSample: false, me: [], webAddresses: {}, shell: null };
  try {
    for (const { key, subject } of newestMessages(archive, null, ANSWERS)) {
      const [q = 'patch'] = titleWords(subject).filter((word) => word.length > 4);
      for (const answer of [
        () => messageAnswer(context, key),
        () => threadAnswer(context, key, { bodies: true }),
        () => searchAnswer(context, { q }, now),
      ]) {
        JSON.stringify(await answer());
        await new Promise((resume) => setImmediate(resume));
      }
    }
  } catch {
    // What cannot be read is told to whoever asks for it.
  }
}

/** Half a second's work. */
const ANSWERS = 30;
