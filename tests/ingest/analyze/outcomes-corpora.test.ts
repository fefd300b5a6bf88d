import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { KEPT_BY_A_QUOTE } from '../../../ingest/analyze/discussions/words.ts';
import { contradicts } from '../../../ingest/analyze/outcomes/last-word-verdict.ts';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../data/records/index.ts';
import { falseAbsences } from '../../support/absence.ts';
import { corpus, sayCorporaAbsent } from '../../support/corpora.ts';
import { type Judged, judgeMails } from '../../support/judge.ts';
import { ALICE, BOB, dateAfter, mail } from '../../support/mail.ts';

const SEEDS = 'seeds-threads.mbox.gz';
const LISTS = [
  SEEDS,
  'seeds-related.mbox.gz',
  'quote-hard.mbox.gz',
  'edge-cases.mbox.gz',
  'nvdimm-2021-2022.mbox.gz',
  'ltp-2024.mbox.gz',
  'linux-rdma-2019-2020.mbox.gz',
];
/** Mails of each corpus that are checked, in stretches so that threads stay whole; all with LORESCOPE_WHOLE=1. */
const MOST = process.env['LORESCOPE_WHOLE'] ? Infinity : 360;
const STRETCHES = 3;

const read = (path: string): Buffer[] =>
  gunzipSync(readFileSync(path))
    .toString('latin1')
    .split(/^From mboxrd@z Thu Jan {2}1 00:00:00 1970\n/m)
    .slice(1)
    .map((text) => Buffer.from(text.replace(/^>(>*From )/gm, '$1'), 'latin1'));

/** Stretches of a corpus, evenly apart; all of a small one. */
function stretches(mails: readonly Buffer[]): Buffer[] {
  if (mails.length <= MOST) return [...mails];
  const length = Math.floor(MOST / STRETCHES);
  return Array.from({ length: STRETCHES }, (_, n) => {
    const from = Math.floor(((n + 0.5) * mails.length) / STRETCHES);
    return mails.slice(from, from + length);
  }).flat();
}

/** What is wrong with the evidence of a judgement; empty where all is well. */
function faults({ judgement, messages, quoted }: Judged): string[] {
  const found: string[] = [];
  const byId = new Map([...messages.values()].map((message) => [message.messageId, message]));
  const check = (evidence: Evidence, where: string) => {
    const message = byId.get(evidence.messageId);
    if (!message) return found.push(`${where}: no message ${evidence.messageId}`);
    const [from, to] = evidence.lines;
    const lines = (
      evidence.part === undefined
        ? message.text
        : (message.attachments.find(({ index }) => index === evidence.part)?.text ?? '')
    ).split('\n');
    if (from < 0 || to <= from || to > lines.length)
      return found.push(`${where}: lines ${from}-${to} of ${evidence.messageId}`);
    // Words of a lost mail stand where another quotes them.
    if (evidence.shows === KEPT_BY_A_QUOTE) return found.length;
    if (evidence.by.email !== message.from.email)
      found.push(`${where}: ${evidence.by.email} did not write ${evidence.messageId}`);
    if (evidence.part === undefined) {
      for (let line = from; line < to; line += 1)
        if (quoted.get(message.key)?.has(line)) found.push(`${where}: line ${line} of ${evidence.messageId} is quoted`);
    }
    return found.length;
  };
  for (const { record, outcome } of judgement.patches) {
    const where = `${record.key} ${outcome.state}`;
    if (outcome.history.at(-1)?.state !== outcome.state) found.push(`${where}: history ends otherwise`);
    if (!(outcome.landedProbability >= 0 && outcome.landedProbability <= 1))
      found.push(`${where}: probability ${outcome.landedProbability}`);
    if ((outcome.state === 'accepted' || outcome.state === 'mainlined') && outcome.landedProbability < 0.5)
      found.push(`${where}: improbable`);
    if (!record.isCover && outcome.lastWord && contradicts(outcome.lastWord, outcome.state))
      found.push(`${where}: the last word (${outcome.lastWord.says}) is ${outcome.lastWord.messageId}`);
    for (const change of outcome.history) {
      if (change.evidence.length === 0 && !['new', 'rfc', 'under-review'].includes(change.state))
        found.push(`${where}: ${change.state} without evidence`);
      if (
        change.evidence.length > 0 &&
        change.evidence.every(({ mode }) => mode === 'announced' || mode === 'conditional')
      )
        found.push(`${where}: ${change.state} by announcement`);
      for (const evidence of change.evidence) check(evidence, where);
    }
    for (const evidence of outcome.conflicts.flat()) check(evidence, where);
  }
  for (const { section, history } of judgement.discussions)
    for (const change of history) for (const evidence of change.evidence) check(evidence, section);
  for (const { record, outcome } of judgement.series) {
    const sum = Object.values(outcome.counts).reduce((all, count) => all + count, 0);
    if (record.patches.length > 0 && sum !== record.patches.length)
      found.push(`${record.seriesId}: counts ${sum} of ${record.patches.length}`);
  }
  return found;
}

const present = LISTS.filter((name) => corpus(name) !== null);
if (present.length === 0) sayCorporaAbsent('outcomes of real mail');

describe('evidence of real mail', () => {
  it('holds in a small made-up archive', () => {
    const judged = judgeMails([
      mail({
        id: 'p@example.org',
        subject: '[PATCH] widget: add frob',
        from: ALICE,
        body: 'Add it.\n\n---\ndiff --git a/a.h b/a.h\n--- a/a.h\n+++ b/a.h\n@@ -1 +1,2 @@\n int a;\n+int frob(void);\n',
      }),
      mail({
        id: 'r@example.org',
        from: BOB,
        subject: 'Re: [PATCH] widget: add frob',
        date: dateAfter(9),
        references: ['p@example.org'],
        body: '> Add it.\n\nApplied, thanks.\n',
      }),
    ]);
    expect(judged.judgement.patches[0]!.outcome.state).toBe('accepted');
    expect(faults(judged)).toEqual([]);
  });
  it.each(present)(
    '%s: no evidence is quoted, no state but new, rfc and under-review lacks it',
    (name) => {
      const judged = judgeMails(stretches(read(corpus(name)!)));
      expect(judged.judgement.patches.length).toBeGreaterThan(20);
      expect(faults(judged).slice(0, 20)).toEqual([]);
      expect(falseAbsences(judged).slice(0, 20)).toEqual([]);
    },
    600_000,
  );
});

const seeds = corpus(SEEDS);
if (seeds !== null)
  describe('the five seed threads', () => {
    const judged = judgeMails(read(seeds));
    const patch = (key: string) => judged.judgement.patches.find(({ record }) => record.key === key)!.outcome;
    const modes = (key: string, state: string) =>
      patch(key)
        .history.filter((change) => change.state === state)
        .flatMap(({ evidence }) => evidence.map(({ mode }) => mode));

    it('devmap v3: the drop was announced and taken back the same day, the patches stay', () => {
      for (const n of [2, 3]) {
        const key = judged.judgement.patches.find(
          ({ record }) =>
            record.version === 3 && record.number === n && record.total === 4 && /devmap|is_device/i.test(record.title),
        )!.record.key;
        expect(patch(key).state).toBe('accepted');
        expect(modes(key, 'accepted')).toEqual(expect.arrayContaining(['announced', 'retracted']));
      }
    });
    it('compound pagemaps v3: put off, then replaced; a part of it landed as its author reports', () => {
      const cover = patch('20210714193542.21857-1-joao.m.martins@oracle.com');
      expect(cover.state).toBe('superseded');
      expect(cover.history.map(({ state }) => state)).toContain('deferred');
      const landed = patch('20211202204422.26777-2-joao.m.martins@oracle.com');
      expect(landed).toMatchObject({ state: 'mainlined', basis: 'stated' });
      expect(landed.history.at(-1)!.evidence[0]).toMatchObject({ mode: 'reported', where: 'elsewhere', tree: 'v5.17' });
    });
    it('HMM for ODP v4: two views on the release, of the revision that its author attached to an answer', () => {
      const ghost = judged.judgement.patches.find(({ record }) => record.ghost && /ODP/.test(record.title))!;
      const views = judged.judgement.patches
        .filter(({ record }) => record.threadId === ghost.record.threadId)
        .flatMap(({ outcome }) => outcome.conflicts);
      expect(views.map((side) => side[0]!.messageId)).toEqual([
        '20190523150432.GA5104@redhat.com',
        '20190523154149.GB12159@ziepe.ca',
      ]);
    });
    it('hmm.git: asked, agreed on a condition, done', () => {
      const found = judged.judgement.discussions.find(({ section }) => section === '20190524124455.GB16845@ziepe.ca')!;
      expect(found.state).toBe('done');
      expect(found.asked).toHaveLength(2);
      expect(found.history.map(({ state }) => state)).toContain('agreed-with-condition');
    });
    it('the DAX mirror patch: no decision is made up', () => {
      const dax = judged.judgement.patches.filter(({ record }) => /DAX backed/.test(record.title));
      expect(dax.length).toBeGreaterThan(0);
      for (const { outcome } of dax) {
        expect(outcome.state).toBe('under-review');
        expect(outcome.likely).toContain('no decision found in this archive');
      }
    });
  });
