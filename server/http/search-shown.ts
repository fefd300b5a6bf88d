import type { Archive } from '../../data/database.ts';
import type { FoundMessage, SearchPlan, SearchRequest, SearchResult } from '../../data/records/index.ts';
import { search } from '../../data/search/search.ts';
import { decidersOf, rowOf, ShownTest, withoutHidden } from '../../data/search/shown.ts';
import { loadTexts } from '../../data/search/texts.ts';
import { searchText } from '../../ingest/analyze/search/search-text.ts';
import { parseMail } from '../../ingest/parse/mail.ts';
import type { AddressMask } from './address-mask.ts';

/**
 * Searches for visitors from whom addresses are hidden: what the index finds counts as a hit only where the masked words fit too, and
 * nothing else is told, neither how many were found nor how they divide. So no question tells what a hidden address is.
 *
 * @param shown the plan as the visitor means it, for masked words
 */
export function searchShown(
  archive: Archive,
  mask: AddressMask,
  request: SearchRequest,
  shown: SearchPlan,
): SearchResult {
  const test = new ShownTest(archive);
  const hits: FoundMessage[] = [];
  const threads = new Set<string>();
  let after = request.after;
  let result: SearchResult;
  try {
    // Pages on pages without a hit would tell that something hidden was found.
    for (let pages = 0; ; pages += 1) {
      result = search(archive, {
        ...request,
        plan: withoutHidden(request.plan),
        collapse: false,
        facets: false,
        after,
        limit: request.limit - hits.length,
      });
      for (const hit of fitting(archive, mask, test, shown, result.hits)) {
        if (request.collapse && threads.has(hit.threadId)) continue;
        threads.add(hit.threadId);
        hits.push({ ...hit, more: 0 });
      }
      after = result.next;
      if (after === null || hits.length >= request.limit || pages >= MOST_PAGES) break;
    }
  } finally {
    test.close();
  }
  const isWhole = request.after === null && after === null;
  return { ...result, hits, total: { count: hits.length, exact: isWhole }, next: after };
}

function fitting(
  archive: Archive,
  mask: AddressMask,
  test: ShownTest,
  plan: SearchPlan,
  hits: FoundMessage[],
): FoundMessage[] {
  const texts = loadTexts(
    archive,
    hits.map(({ id }) => id),
  );
  return hits.filter((hit) => {
    const found = texts.get(hit.id);
    const row = rowOf(archive, hit.id);
    if (!found || row === null) return false;
    const parsed = parseMail(found.bytes, { salvaged: hit.salvaged });
    const masked = (text: string) => mask.text(text);
    const mailbox = ({ name, email }: { name: string; email: string }) => ({
      name: masked(name),
      email: masked(email),
    });
    const { columns } = searchText(
      {
        subject: masked(parsed.subject),
        from: mailbox(hit.from),
        fromHeader: masked(parsed.fromHeader),
        to: parsed.to.map(mailbox),
        cc: parsed.cc.map(mailbox),
        messageId: '',
        text: masked(parsed.text),
        attachments: parsed.attachments.map((each) => ({ ...each, name: masked(each.name), text: masked(each.text) })),
        headers: {},
        bot: false,
        salvaged: false,
      },
      found.blocks,
      null,
    );
    const sender = `${hit.person ?? ''} ${masked(`${hit.from.name} <${hit.from.email}>`)}`;
    return test.fits(plan, { row, words: columns, sender, deciders: decidersOf(archive, hit.id).map(masked) });
  });
}

/** Each page reads its mails anew. */
const MOST_PAGES = 8;
