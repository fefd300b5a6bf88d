/** Made-up patches, cover letters and answers as mails, and what is judged of them. */
import { judgeMails } from './judge.ts';
import { ALICE, BOB, dateAfter, mail } from './mail.ts';

/** Minutes of a day: times are given in minutes after the first mail. */
export const DAY = 24 * 60;

/** A patch by alice: its diff is its own, so that titles alone don't tie patches together. */
export function patch(
  id: string,
  subject: string,
  after: number,
  parts: { references?: string[]; from?: string; note?: string; lines?: string[] } = {},
): Buffer {
  const name = id.replace(/\W/g, '_');
  const lines = parts.lines ?? [`int frob_${name}(struct widget *w);`, `void unfrob_${name}(struct widget *w);`];
  return mail({
    id,
    subject,
    from: parts.from ?? ALICE,
    date: dateAfter(after),
    ...(parts.references && { references: parts.references }),
    body: `${parts.note ?? `Make the widget frob as ${name} wants.`}\n\nSigned-off-by: ${parts.from ?? ALICE}\n---\n include/${name}.h | ${lines.length} ${'+'.repeat(lines.length)}\n 1 file changed, ${lines.length} insertions(+)\n\ndiff --git a/include/${name}.h b/include/${name}.h\nindex 1111111..2222222 100644\n--- a/include/${name}.h\n+++ b/include/${name}.h\n@@ -1,2 +1,${2 + lines.length} @@\n #pragma once\n${lines.map((line) => `+${line}\n`).join('')} struct widget;\n-- \n2.40.0\n`,
  });
}

export const cover = (id: string, subject: string, after: number, body = 'A series of frobs.\n') =>
  mail({ id, subject, from: ALICE, date: dateAfter(after), body });

export const reply = (
  id: string,
  to: string,
  after: number,
  body: string,
  parts: { from?: string; subject?: string; above?: string[] } = {},
) =>
  mail({
    id,
    from: parts.from ?? BOB,
    subject: parts.subject ?? 'Re: [PATCH] widget: add frob',
    date: dateAfter(after),
    references: [...(parts.above ?? []), to],
    body,
  });

export function outcomeOf(mails: Buffer[], id: string) {
  const found = judgeMails(mails).judgement.patches.find(({ record }) => record.key === id);
  if (!found) throw new Error(`no patch ${id}`);
  return found.outcome;
}

export const ONE = patch('p1@example.org', '[PATCH] widget: add frob', 0);
