import { findRaw, loadBytesByKey } from '../../../data/read/messages.ts';
import { loadNumbered, membersOf } from '../../../data/read/patchwork/patches.ts';
import { loadPatchFacts, loadSeries } from '../../../data/read/patches.ts';
import type { NumberedPatch } from '../../../data/records/index.ts';
import { parseMail } from '../../../ingest/parse/mail.ts';
import { diffText } from '../../../ingest/parse/patch/diff-text.ts';
import { amBytes, amPatches } from '../../http/am.ts';
import { mboxrd } from '../../http/mbox.ts';
import type { Answer, Ask } from '../ask.ts';
import { PwNotFound } from '../errors.ts';
import { fileNameOf, patchName } from '../names.ts';
import { numbered } from './patches.ts';
import { findNumberedSeries } from './series.ts';

/** `/patch/N/mbox/`: for `git am`, with the trailers given in replies; `?series=*` or a series' number puts the patches before it first. */
export async function patchMboxAnswer(ask: Ask, id: string): Promise<Answer> {
  const patch = numbered(ask, id, false);
  const patches = [patch];
  if (ask.query.get('series')) {
    const members = loadNumbered(ask.archive, membersOf(ask.archive, [patch.series]).get(patch.series) ?? []);
    patches.unshift(...members.filter((one) => !one.isCover && one.number < patch.number));
  }
  return { file: await forAm(ask, patches), name: `${nameOf(patch, ask)}.patch`, type: MBOX };
}

/** `/patch/N/raw/`: the diff alone. */
export function patchRawAnswer(ask: Ask, id: string): Answer {
  const patch = numbered(ask, id, false);
  const { bytes, salvaged } = loadBytesByKey(ask.archive, [patch.key]).get(patch.key)!;
  const part = loadPatchFacts(ask.archive, [patch.key]).get(patch.key)?.part;
  const diff = diffText(parseMail(bytes, { salvaged }), part);
  return { file: Buffer.from(diff), name: `${nameOf(patch, ask)}.diff`, type: 'text/x-diff; charset=utf-8' };
}

/** `/cover/N/mbox/`: the mail as it was sent. */
export async function coverMboxAnswer(ask: Ask, id: string): Promise<Answer> {
  const cover = numbered(ask, id, true);
  const bytes = findRaw(ask.archive, cover.key, ask.projects.get(cover.project)?.name ?? null);
  if (!bytes) throw new PwNotFound();
  return { file: mboxrd(bytes), name: `${nameOf(cover, ask)}.mbox`, type: MBOX };
}

/** `/series/N/mbox/`: all its patches for `git am`. */
export async function seriesMboxAnswer(ask: Ask, id: string): Promise<Answer> {
  const series = findNumberedSeries(ask, id);
  const members = loadNumbered(ask.archive, membersOf(ask.archive, [series.id]).get(series.id) ?? []);
  const patches = members.filter(({ isCover }) => !isCover);
  if (patches.length === 0) throw new PwNotFound();
  return { file: await forAm(ask, patches), name: `${nameOf(members[0]!, ask)}.patch`, type: MBOX };
}

async function forAm({ archive }: Ask, patches: NumberedPatch[]): Promise<Buffer> {
  const [series] = loadSeries(archive, [patches[0]!.seriesId]);
  if (!series) throw new PwNotFound();
  const wanted = new Set(patches.map(({ key }) => key));
  const all = await amPatches(archive, series, true);
  return amBytes(
    archive,
    all.filter(({ patch }) => wanted.has(patch.record.key)),
  );
}

const nameOf = (patch: NumberedPatch, { projects }: Ask) =>
  fileNameOf(patchName(patch.subject, projects.get(patch.project)?.name ?? ''));

const MBOX = 'application/mbox; charset=utf-8';
