import type { Discussion, ThreadRecord } from '../../../data/records/index.ts';

/** Those asked who wrote nothing in this thread once they were asked. */
export function silentIn(thread: ThreadRecord, { asked, history }: Discussion): Discussion['asked'] {
  const since = history[0]?.date ?? 0;
  const writers = thread.messages.filter(({ dateUsed }) => dateUsed > since);
  return asked.filter(
    ({ name, email }) =>
      !writers.some(
        ({ from, person }) =>
          (email !== '' && from.email.toLowerCase() === email.toLowerCase()) || (name !== '' && person === name),
      ),
  );
}
