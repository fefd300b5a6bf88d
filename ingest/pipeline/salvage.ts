import type { Archive } from '../../data/database.ts';
import { loadSalvaged, storeReplacements } from '../../data/write/salvage.ts';
import { matchSalvaged } from '../analyze/threads/salvage-match.ts';
import { parseMail, toPlainMail } from '../parse/mail.ts';

/** Lets true mails take the places of salvaged ones that lost their Message-ID; decided anew each time, so that order does not matter. */
export async function settleSalvaged(archive: Archive): Promise<void> {
  const salvaged = loadSalvaged(archive, WINDOW_SECONDS);
  const replacements = salvaged.map(({ mailId, bytes, candidates }) => ({
    mailId,
    byKey: matchSalvaged(
      parseMail(bytes, { salvaged: true }),
      candidates.map(({ key, bytes: raw }) => ({ ...toPlainMail(parseMail(raw)), key })),
    ),
  }));
  storeReplacements(archive, replacements);
}

/** Dates of archive pages can be hours off, and their zone is seldom told. */
const WINDOW_SECONDS = 2 * 86_400;
