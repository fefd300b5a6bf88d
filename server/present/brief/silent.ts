import type { Discussion, ThreadRecord } from '../../../data/records/index.ts';

/** Those asked who wrote nothing in this thread once they were asked. */
export function silentIn(thread: ThreadRecord, { asked, history }: Discussion): Discussion['asked'] {
  const since = history[0]?.date ?? 0;
  const writers = thread.messages
    .filter(({ dateUsed }) => dateUsed > since)
    .map(({ from, person }) => ({ from, person }));
  // Whose mail is absent, and known by a quote alone, was not silent.
  const absent = thread.ghosts.flatMap(({ author }) => (author ? [{ from: author, person: author.name }] : []));
  return asked.filter(
    ({ name, email }) =>
      ![...writers, ...absent].some(
        ({ from, person }) =>
          (email !== '' && from.email.toLowerCase() === email.toLowerCase()) || (name !== '' && person === name),
      ),
  );
}
