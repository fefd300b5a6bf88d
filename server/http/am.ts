import type { Archive } from '../../data/database.ts';
import { loadBytesByKey } from '../../data/read/messages.ts';
import {
  listPatchesOfSeries,
  listReviews,
  listRevisions,
  loadPatchFacts,
  loadSeries,
} from '../../data/read/patches.ts';
import { loadThreadBytes } from '../../data/read/thread.ts';
import type { ReviewFacts, StoredSeries } from '../../data/records/index.ts';
import { parseMail } from '../../ingest/parse/mail.ts';
import { amMail } from '../present/export/am-mail.ts';
import { type AmPatch, amSeries } from '../present/export/am-series.ts';
import { linkTrailers, mergeTrailers } from '../present/export/link-trailers.ts';
import { threadOf } from './routes/threads.ts';

/** A series' patches for `git am`, each with the trailers that replies gave, the newest of patches that were sent again. */
export async function amPatches(archive: Archive, series: StoredSeries, coverTrailers: boolean): Promise<AmPatch[]> {
  const related = listRevisions(archive, series.record.workIds);
  const ids = [...new Set([series.record.seriesId, ...related.map(({ record }) => record.seriesId)])];
  const rerolls = loadSeries(archive, ids).filter(({ record }) => record.rerollOf === series.record.seriesId);
  const patches = listPatchesOfSeries(archive, ids);
  const keys = patches.map(({ record }) => record.key);
  const reviews = listReviews(archive, [...new Set([...keys, ...(series.record.cover ? [series.record.cover] : [])])]);
  const threads = [...new Set([series, ...rerolls].map(({ threadId }) => threadId))];
  const links = await Promise.all(threads.map((thread) => linksIn(archive, thread)));
  return amSeries({
    series,
    rerolls,
    patches,
    facts: loadPatchFacts(archive, keys),
    reviews: mergeTrailers(reviews, links.flat()),
    coverTrailers,
  });
}

/** `Fixes:` and links that replies of a thread give; read from the mails, for analysis keeps people's tags alone. */
async function linksIn(archive: Archive, root: string): Promise<ReviewFacts[]> {
  const { thread } = await threadOf(archive, root);
  const bytes = loadThreadBytes(archive, thread.summary.id, 0, Number.MAX_SAFE_INTEGER);
  const texts = thread.messages.flatMap(({ key, salvaged }) => {
    const mail = bytes.get(key);
    return mail ? [[key, parseMail(mail, { salvaged }).text] as const] : [];
  });
  return linkTrailers(thread, new Map(texts));
}

/** Patches as one mbox for `git am`. */
export function amBytes(archive: Archive, patches: AmPatch[]): Buffer {
  const keys = patches.map(({ patch }) => patch.record.key);
  const mails = loadBytesByKey(archive, keys);
  const facts = loadPatchFacts(archive, keys);
  return Buffer.concat(
    patches.flatMap(({ patch: { record }, trailers }) => {
      const mail = mails.get(record.key);
      if (!mail) return [];
      return [
        amMail(
          parseMail(mail.bytes, { salvaged: mail.salvaged }),
          record.messageId,
          trailers,
          facts.get(record.key)?.part,
        ),
      ];
    }),
  );
}
