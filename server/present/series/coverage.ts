import type {
  Mailbox,
  PatchFacts,
  PatchRecord,
  ReviewFacts,
  StoredPatch,
  StoredSeries,
} from '../../../data/records/index.ts';
import { samePerson } from '../../../data/rules/person.ts';
import { isApproval } from '../../../data/rules/tags.ts';
import type { Coverage } from '../../contract/index.ts';

/** What coverage is read from: the revisions of a series, oldest first, their patches and the reviews on any of them. */
export interface CoverageParts {
  series: StoredSeries;
  revisions: StoredSeries[];
  patches: StoredPatch[];
  facts: ReadonlyMap<string, PatchFacts>;
  reviews: ReviewFacts[];
}

/**
 * The tags of each patch of a series: given to it or its cover, given on a condition, promised, confirmed later, carried
 * from the revision before, given to a diff that changed since, lost on the way, taken back. What only words approve
 * ("looks good") stands beside them.
 */
export function coverageOf(parts: CoverageParts): Coverage[] {
  const { series, revisions, patches, reviews } = parts;
  const order = new Map(revisions.map(({ record }, n) => [record.seriesId, n]));
  const here = order.get(series.record.seriesId) ?? 0;
  const covers = new Map(revisions.map(({ record }) => [record.seriesId, record.cover]));
  const spoken = (record: PatchRecord) =>
    reviews
      .filter(({ on }) => on === record.key || on === covers.get(record.seriesId))
      .sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
  return patches
    .filter(({ record }) => record.seriesId === series.record.seriesId && !record.isCover)
    .sort((a, b) => a.record.number - b.record.number || a.record.dateUsed - b.record.dateUsed)
    .map(({ record }) => {
      const earlier = patches
        .filter((other) => other.record.workId === record.workId && (order.get(other.record.seriesId) ?? here) < here)
        .sort((a, b) => order.get(a.record.seriesId)! - order.get(b.record.seriesId)!);
      let tags: Tag[] = [];
      for (const old of earlier) tags = tagsOf(old.record, spoken(old.record), parts.facts, tags);
      const known = tagsOf(record, spoken(record), parts.facts, tags);
      return {
        messageId: record.messageId,
        number: record.number,
        title: record.title,
        tags: known
          .filter((tag) => isShown(tag, record))
          .map(({ name, person, messageId, how, said }) => ({ name, person, messageId, how, said })),
        words: spoken(record).flatMap(({ key, by, prose }) =>
          prose.map(({ text, lines, answers }) => ({ by, messageId: key, text, lines, answers })),
        ),
      };
    });
}

/** One tag of somebody, as it stands at one revision. */
interface Tag {
  name: string;
  person: Mailbox | null;
  messageId: string;
  how: Coverage['tags'][number]['how'];
  /** The condition, the promise, or the words that stand for the trailer. */
  said: string | null;
  /** The diff to which it was given. */
  patchId: string | null;
  dateUsed: number;
}

/** The tags at one revision: what its mail carries and replies give, after those of the revision before. */
function tagsOf(
  record: PatchRecord,
  reviews: readonly ReviewFacts[],
  facts: ReadonlyMap<string, PatchFacts>,
  before: readonly Tag[],
): Tag[] {
  const tags = before
    .filter(({ how }) => how !== 'withdrawn')
    .map((tag) => ({ ...tag, how: tag.how === 'promised' ? tag.how : ('lost' as Tag['how']) }));
  const find = (name: string, person: Mailbox | null) =>
    tags.findIndex((tag) => tag.name === name && samePerson(tag.person, person));
  const put = (tag: Tag) => {
    const place = find(tag.name, tag.person);
    if (place < 0) tags.push(tag);
    else tags[place] = tag;
  };
  for (const { name, person } of facts.get(record.key)?.trailers ?? []) {
    if (!isApproval(name)) continue;
    const origin = before.find((tag) => tag.name === name && samePerson(tag.person, person));
    const isOlder = origin !== undefined && origin.patchId !== record.patchId;
    put({
      name,
      person,
      messageId: origin?.messageId ?? record.messageId,
      how: isOlder ? 'changed-since' : 'carried',
      said: origin?.said ?? null,
      patchId: origin?.patchId ?? record.patchId,
      dateUsed: record.dateUsed,
    });
  }
  for (const review of reviews) {
    const give = (name: string, person: Mailbox | null, how: Tag['how'], said: string | null) => {
      const known = tags[find(name, person)];
      const isFirm =
        known !== undefined && (known.how === 'given' || known.how === 'confirmed' || known.how === 'carried');
      if (isFirm && (how === 'promised' || how === 'conditional')) return;
      const old = before.find((tag) => tag.name === name && samePerson(tag.person, person));
      const wasOpen = [known?.how, old?.how].some((was) => was === 'conditional' || was === 'promised');
      put({
        name,
        person,
        messageId: review.key,
        how: how === 'given' && wasOpen ? 'confirmed' : how,
        said,
        patchId: record.patchId,
        dateUsed: review.dateUsed,
      });
    };
    for (const { name, person, condition } of review.trailers)
      if (isApproval(name)) give(name, person, condition === null ? 'given' : 'conditional', condition);
    for (const { name, how, text } of review.spoken ?? []) give(name, review.by, how, text);
  }
  return tags;
}

/** A tag that came in only after this revision was sent can't be lost in it. */
function isShown({ how, dateUsed }: Tag, record: PatchRecord): boolean {
  return how !== 'lost' || dateUsed <= record.dateUsed;
}
