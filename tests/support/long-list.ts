/** A made-up list of six years whose works rest for up to two years between revisions. */
import { ALICE, BOB, CAROL, mail } from './mail.ts';
import { chances } from './orders.ts';
import { patchText, telling } from './patches.ts';

/** Mails of the list, in order of time; the same for the same seed. */
export function longList(seed: number, works: number): { mails: Buffer[]; workOf: Map<string, string> } {
  const chance = chances(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)]!;
  const sent: { at: number; bytes: Buffer }[] = [];
  const workOf = new Map<string, string>();
  const post = (parts: {
    id: string;
    from: string;
    subject: string;
    at: number;
    parent: string | null;
    body: string;
  }) => {
    const { id, from, subject, at, parent, body } = parts;
    const references = parent === null ? [] : [parent];
    sent.push({ at, bytes: mail({ id, from, subject, references, date: dateOf(at), body }) });
  };
  for (let work = 0; work < works; work += 1) {
    const author = pick([ALICE, BOB, CAROL]);
    const patches = pick([1, 1, 2, 3]);
    const hasCover = patches > 1 && chance() < 0.7;
    let at = Math.floor(chance() * 6 * YEAR);
    const versions = pick([1, 2, 3, 4]);
    for (let version = 1; version <= versions; version += 1) {
      // A month mostly, and now and then two years.
      at += Math.floor(chance() < 0.3 ? (0.5 + 1.5 * chance()) * YEAR : 30 * DAY * (0.1 + chance()));
      const mark = version === 1 ? 'PATCH' : chance() < 0.2 ? 'PATCH RESEND' : `PATCH v${version}`;
      const first = `w${work}v${version}.${hasCover ? 0 : 1}@example.org`;
      if (hasCover)
        post({
          id: first,
          from: author,
          subject: `[${mark} 0/${patches}] subsystem ${WORDS[work % 7]!}: rework number ${work}`,
          at,
          parent: null,
          body: `What changed:\n\n${first}\n`,
        });
      for (let number = 1; number <= patches; number += 1) {
        const id = `w${work}v${version}.${number}@example.org`;
        const name = `${WORDS[(work + number) % 7]!} ${WORDS[(work * 3 + number) % 7]!} case ${work}${number}`;
        const title = chance() < 0.1 ? `rename ${name} version ${version}` : `mend ${name}`;
        // Half of the lines of each version stand in the next one.
        const kept = telling(`kept${work}x${number}`, 6);
        const own = telling(`own${work}x${number}x${chance() < 0.5 ? version : 0}`, 4);
        post({
          id,
          from: author,
          subject: patches === 1 ? `[${mark}] ${title}` : `[${mark} ${number}/${patches}] ${title}`,
          at: at + number,
          parent: id === first ? null : first,
          body: patchText([{ path: `src/f${work % 9}.c`, lines: [...kept, ...own] }]),
        });
        workOf.set(id, `${work}.${number}`);
      }
      if (chance() < 0.6)
        post({
          id: `w${work}v${version}.r@example.org`,
          from: pick([ALICE, BOB, CAROL]),
          subject: `Re: [${mark}] answer`,
          at: at + Math.floor(chance() * 20 * DAY),
          parent: first,
          body: pick([
            'Applied to for-next, thanks.\n',
            'Please fix the leak in the error path.\n',
            'Looks good to me.\n',
          ]),
        });
    }
  }
  sent.sort((a, b) => a.at - b.at);
  return { mails: sent.map(({ bytes }) => bytes), workOf };
}

const dateOf = (at: number) => new Date((START + at) * 1000).toUTCString().replace('GMT', '+0000');

const DAY = 86_400;
const YEAR = 365 * DAY;
const START = Date.UTC(2018, 0, 1) / 1000;
const WORDS = ['buffer', 'timer', 'queue', 'parser', 'session', 'window', 'counter'];
