import type {
  Corrections,
  Discussion,
  Evidence,
  MessageFacts,
  MessageSkeleton,
  PatchOutcome,
  PatchRecord,
  PatchState,
  RepositoryCommit,
  ReviewFacts,
  Section,
  SeriesOutcome,
  StateChange,
  WorkLinks,
} from '../../data/records/index.ts';
import type { MaintainersEntry } from '../parse/maintainers.ts';
import { type Authority, learnAuthority } from './authority.ts';
import { type BuiltUpon, findBuiltUpon } from './built-upon.ts';
import { type Claim, readClaims } from './claims.ts';
import { findConflicts } from './conflicts.ts';
import { judgeDiscussions } from './discussions.ts';
import { roleOf } from './evidence.ts';
import { findFixes, gatherer, type NamedByFixes } from './gather.ts';
import { learnHabits } from './habits.ts';
import { type Gathered, readFeatures } from './landing-features.ts';
import { type Landing, likelyInWords, weighLanding } from './landing-probability.ts';
import { indexOutcomes, type OutcomeIndex } from './outcome-index.ts';
import { repositoryView } from './repository-view.ts';
import { findSections } from './sections.ts';
import { rollUp } from './series-state.ts';
import { findTargets } from './signal-targets.ts';
import { whoseTurn } from './turn.ts';
import { foldClaims, type Verdict } from './verdict.ts';

/** All that judging an archive needs; no text. Times in Unix seconds. */
export interface OutcomeInput {
  skeletons: readonly MessageSkeleton[];
  /** Facts of each message by key: patch, review, signals. */
  facts: ReadonlyMap<string, MessageFacts>;
  links: WorkLinks;
  reviews: readonly ReviewFacts[];
  /** Newest credible date of each list: the time as of which its patches are judged. */
  newest: ReadonlyMap<string, number>;
  maintainers?: readonly MaintainersEntry[];
  corrections?: Corrections;
  commits?: readonly RepositoryCommit[];
}

/** What became of everything. Series by seriesId, patches by key. */
export interface Outcomes {
  patches: Map<string, PatchOutcome>;
  series: Map<string, SeriesOutcome>;
  sections: Section[];
  discussions: Discussion[];
  /** People who take patches here, most active first. */
  maintainers: { person: string; taken: number }[];
}

/**
 * Judges every patch, series and proposal of an archive: whom each signal is about, who has the say here, what the archive's
 * habits are, then for each version a history of states with evidence and the chance that it landed. Depends on the content
 * alone, never on the order of the input.
 */
export function judgeOutcomes(input: OutcomeInput): Outcomes {
  const sections = findSections(indexOutcomes(input.skeletons, input.facts, input.links));
  const breaks = new Set(sections.sections.filter(({ why }) => why === 'subject').map(({ root }) => root));
  const index = indexOutcomes(input.skeletons, input.facts, input.links, breaks);
  const said = findTargets(index);
  const authority = learnAuthority(said, index, namedMaintainers(input));
  const fixes = findFixes(index);
  const built = findBuiltUpon(index);
  const landedOtherwise = new Set([
    ...fixes.keys(),
    ...[...built].filter(([, by]) => by.byOther && by.lines >= 2).map(([key]) => key),
  ]);
  const habits = learnHabits(said, landedOtherwise, new Set([...fixes.keys(), ...built.keys()]), index, authority);
  const newest = Math.max(0, ...input.newest.values());
  const asOf = (record: PatchRecord) => {
    const dates = (index.skeletons.get(record.key)?.lists ?? []).flatMap((list) => input.newest.get(list) ?? []);
    return dates.length > 0 ? Math.max(...dates) : newest;
  };
  const gather = gatherer(said, input.reviews, fixes, built, index, authority, asOf);
  const repository = repositoryView(index, input.commits ?? []);
  const patches = new Map<string, PatchOutcome>();
  const covers: PatchRecord[] = [];
  for (const record of input.links.patches) {
    if (record.isCover) {
      covers.push(record);
      continue;
    }
    const gathered = gather(record);
    const landing = weighLanding(readFeatures(record, gathered, index, authority, habits));
    const judged = judgePatch({ record, gathered, landing, index, authority, fixes, built });
    patches.set(record.key, repository.confirm(record, judged));
  }
  for (const record of covers) {
    const gathered = gather(record);
    const landing = weighLanding(readFeatures(record, gathered, index, authority, habits));
    patches.set(
      record.key,
      asCover(record, judgePatch({ record, gathered, landing, index, authority, fixes, built }), patches, index),
    );
  }
  correct(patches, input, index, newest);
  const series = new Map(input.links.series.map((one) => [one.seriesId, rollUp(one, patches)]));
  return {
    patches,
    series,
    sections: sections.sections,
    discussions: judgeDiscussions(index, sections, authority),
    maintainers: authority.people.filter(({ person }) => authority.applies(person)),
  };
}

interface Case {
  record: PatchRecord;
  gathered: Gathered;
  landing: Landing;
  index: OutcomeIndex;
  authority: Authority;
  fixes: ReadonlyMap<string, NamedByFixes[]>;
  built: ReadonlyMap<string, BuiltUpon>;
}

function judgePatch(one: Case): PatchOutcome {
  const { record, gathered, landing, index, authority } = one;
  const reviewers = new Set(
    [...gathered.reviews, ...gathered.coverReviews].map((review) => index.skeletons.get(review.key)?.person ?? ''),
  );
  const claims = [...readClaims(record, gathered, index, authority, reviewers), ...traceClaims(one)];
  const replaced = replacedClaims(one, reviewers);
  const isReplaced = replaced.length > 0 && landing.probability < 0.5;
  const all = [...answeredClaims(one, reviewers), ...claims, ...(isReplaced ? replaced : [])].sort(
    (a, b) => a.date - b.date || (a.state < b.state ? -1 : a.state > b.state ? 1 : 0),
  );
  let verdict = foldClaims({ state: record.isRfc ? 'rfc' : 'new', date: record.dateUsed }, all);
  if (isReplaced) verdict = endReplaced(verdict, replaced[0]!);
  const taken = verdict.state === 'accepted' || verdict.state === 'mainlined';
  const landedProbability = round(
    taken
      ? Math.max(landing.probability, 0.5, verdict.basis === 'stated' ? verdict.confidence * 0.9 : 0.5)
      : TURNED_DOWN.has(verdict.state)
        ? Math.min(landing.probability, 0.45)
        : landing.probability,
  );
  const decided =
    verdict.state !== 'new' &&
    verdict.state !== 'under-review' &&
    verdict.state !== 'rfc' &&
    verdict.state !== 'reviewed';
  const likely = `${likelyInWords({ ...landing, probability: landedProbability })}${decided ? '' : `; no decision found in this archive${record.ghost ? ', which lacks the patch itself' : ''}`}`;
  return {
    key: record.key,
    state: verdict.state,
    basis: verdict.basis === 'none' && landedProbability >= 0.5 ? 'inferred' : verdict.basis,
    confidence: round(verdict.confidence),
    landedProbability,
    likely,
    supersededBy:
      record.supersededBy.length > 0 || !isReplaced
        ? record.supersededBy.filter((id) => isSuccessor(id, record, index))
        : [nextVersion(record, index)!.messageId],
    commit: commitOf(record, gathered, one.fixes),
    commitBasis: commitOf(record, gathered, one.fixes) === null ? null : 'mail',
    turn: whoseTurn(record, verdict.state, verdict.history.at(-1)!.date, gathered, index),
    conflicts: findConflicts(gathered.said, index, authority, reviewers),
    history: verdict.history,
  };
}

/** Somebody but the author, and no program, answered: under review. The first words that were read are its evidence. */
function answeredClaims({ gathered, record, index }: Case, reviewers: ReadonlySet<string>): Claim[] {
  const author = index.skeletons.get(record.key)?.person ?? '';
  const first = gathered.said.find(
    ({ person, signal, where }) => person !== author && where === 'here' && !index.skeletons.get(signal.key)?.bot,
  );
  if (first === undefined && !gathered.answered && reviewers.size === 0) return [];
  const date = first?.date ?? gathered.firstAnswer ?? record.dateUsed;
  return [
    {
      state: 'under-review',
      date,
      person: first?.person ?? '',
      confidence: 0.9,
      stated: false,
      evidence: [],
      tree: null,
    },
  ];
}

/** Landings seen by their traces: named in a later `Fixes:`, built upon by somebody else's later patch. */
function traceClaims({ record, index, fixes, built, authority }: Case): Claim[] {
  const claims: Claim[] = [];
  const evidence = (key: string, words: Pick<Evidence, 'lines' | 'text' | 'signal'>): Evidence => {
    const skeleton = index.skeletons.get(key)!;
    return {
      ...words,
      messageId: skeleton.messageId,
      by: skeleton.from,
      role: roleOf(skeleton.person, record, skeleton.bot, index, authority, new Set()),
      mode: 'reported',
      where: skeleton.threadId === record.threadId ? 'here' : 'elsewhere',
      tree: null,
      answers: null,
    };
  };
  for (const { key, line, value } of (fixes.get(record.key) ?? []).slice(0, 3)) {
    const part = index.facts.get(key)?.patch?.part;
    const words = { lines: [line, line + 1] as [number, number], text: `Fixes: ${value}`, signal: 'fixes-trailer' };
    claims.push({
      state: 'accepted',
      date: index.skeletons.get(key)!.dateUsed,
      person: index.skeletons.get(key)!.person,
      confidence: 0.85,
      stated: true,
      evidence: [{ ...evidence(key, words), ...(part !== undefined && { part }) }],
      tree: null,
    });
  }
  const later = index.later(record);
  for (const pull of index.pulledIn(record).slice(0, 2)) {
    const posted = postedWords(pull.key, index);
    if (!posted || later.some((other) => other.dateUsed <= pull.dateUsed)) continue;
    claims.push({
      state: 'accepted',
      date: pull.dateUsed,
      person: index.skeletons.get(pull.key)!.person,
      confidence: 0.92,
      stated: true,
      evidence: [{ ...evidence(pull.key, { ...posted, signal: 'pull-repost' }), mode: 'done' }],
      tree: null,
    });
  }
  const upon = built.get(record.key);
  const posted = upon ? postedWords(upon.by, index) : null;
  if (upon && posted && upon.byOther && upon.lines >= 3 && record.supersededBy.length === 0) {
    claims.push({
      state: 'accepted',
      date: upon.date,
      person: '',
      confidence: 0.7,
      stated: false,
      evidence: [evidence(upon.by, { ...posted, signal: 'built-upon' })],
      tree: null,
    });
  }
  return claims;
}

/** A later version took this one's place: its own first words are the evidence. */
function replacedClaims({ record, index, authority }: Case, reviewers: ReadonlySet<string>): Claim[] {
  const next = nextVersion(record, index);
  if (!next) return [];
  const skeleton = index.skeletons.get(next.key);
  const words = postedWords(next.key, index);
  if (!skeleton || !words) return [];
  const link = next.links.find((one) => one.to === record.key || one.to === record.messageId);
  const evidence: Evidence = {
    ...words,
    messageId: skeleton.messageId,
    by: skeleton.from,
    role: roleOf(skeleton.person, record, false, index, authority, reviewers),
    signal: 'newer-version',
    mode: 'done',
    where: skeleton.threadId === record.threadId ? 'here' : 'elsewhere',
    tree: null,
    answers: null,
  };
  const confidence = link?.confidence ?? 0.85;
  return [
    {
      state: 'superseded',
      date: next.dateUsed,
      person: skeleton.person,
      confidence,
      stated: confidence >= 0.9,
      evidence: [evidence],
      tree: null,
    },
  ];
}

/** The version that took this one's place: as linked, else the next posting of the same work. */
function nextVersion(record: PatchRecord, index: OutcomeIndex): PatchRecord | null {
  const later = index.later(record);
  return (
    later.find((other) => record.supersededBy.includes(other.messageId) || record.supersededBy.includes(other.key)) ??
    later[0] ??
    null
  );
}

/** Not a ghost, and no pull request that posts the same patch again. */
function isSuccessor(id: string, record: PatchRecord, index: OutcomeIndex): boolean {
  const other = index.byMessageId(id) ?? index.records.get(id);
  return !other || (!other.ghost && (!other.isPull || record.isPull));
}

/** Taken and then replaced is superseded, unless this diff is what landed; so is what its author took back to send it anew. */
function endReplaced(verdict: Verdict, claim: Claim): Verdict {
  if (verdict.state !== 'accepted' && verdict.state !== 'mainlined' && verdict.state !== 'withdrawn') return verdict;
  const change: StateChange = {
    state: 'superseded',
    date: Math.max(claim.date, verdict.history.at(-1)!.date),
    confidence: claim.confidence,
    evidence: claim.evidence,
  };
  return {
    state: 'superseded',
    basis: claim.stated ? 'stated' : 'inferred',
    confidence: claim.confidence,
    history: [...verdict.history.filter((one) => one.state !== 'superseded'), change],
  };
}

/** The first own words of a posted mail, with their lines. */
function postedWords(key: string, index: OutcomeIndex): Pick<Evidence, 'lines' | 'text'> | null {
  const posted = index.facts.get(key)?.signals?.find((signal) => signal.says === 'posted');
  return posted ? { lines: posted.lines, text: posted.text } : null;
}

/** The commit that mails name for a patch; the newest wins, as trees are rebased. */
function commitOf(record: PatchRecord, gathered: Gathered, fixes: ReadonlyMap<string, NamedByFixes[]>): string | null {
  let commit: string | null = null;
  for (const { signal, via } of gathered.said) {
    if (signal.says !== 'accepted' && signal.says !== 'mainlined') continue;
    const commits = (signal.commits ?? []).filter((one) => one.commit !== null);
    const own =
      commits.find((one) => one.number !== undefined && one.number === record.number && via !== 'answer') ??
      (commits.length === 1 && commits[0]!.title !== '' ? commits[0] : undefined);
    if (own) commit = own.commit;
  }
  return commit ?? fixes.get(record.key)?.at(-1)?.commit ?? null;
}

/** A cover letter stands for its series: the state that all patches have, else the one that most have. */
function asCover(
  cover: PatchRecord,
  own: PatchOutcome,
  patches: ReadonlyMap<string, PatchOutcome>,
  index: OutcomeIndex,
): PatchOutcome {
  const series = index.seriesOf.get(cover.key);
  const members = (series ? index.members(series) : []).flatMap((record) => patches.get(record.key) ?? []);
  if (members.length === 0) return own;
  const counts = new Map<PatchState, number>();
  for (const { state } of members) counts.set(state, (counts.get(state) ?? 0) + 1);
  const [state] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]!;
  const model = members.find((member) => member.state === state)!;
  const landedProbability = round(members.reduce((sum, member) => sum + member.landedProbability, 0) / members.length);
  const taken = state === 'accepted' || state === 'mainlined';
  const history = own.state === state ? own.history : withEnd(own.history, model.history.at(-1)!);
  return {
    ...own,
    state,
    basis: model.basis,
    confidence: model.confidence,
    landedProbability: taken ? Math.max(0.5, landedProbability) : landedProbability,
    likely: model.likely,
    supersededBy: cover.supersededBy,
    turn: own.state === state ? own.turn : model.turn,
    history,
  };
}

function withEnd(history: readonly StateChange[], end: StateChange): StateChange[] {
  return [...history.filter((change) => change.date <= end.date && change.state !== end.state), end];
}

/** Sets outcomes that somebody corrected by hand. */
function correct(
  patches: Map<string, PatchOutcome>,
  { corrections }: OutcomeInput,
  index: OutcomeIndex,
  newest: number,
): void {
  for (const { messageId, state, why, tree, commit, date } of corrections?.outcomes ?? []) {
    const record = index.byMessageId(messageId);
    const outcome = record ? patches.get(record.key) : undefined;
    if (!record || !outcome) continue;
    const when = date === undefined ? newest : Math.floor(Date.parse(date) / 1000) || newest;
    const evidence: Evidence = {
      messageId: record.messageId,
      lines: [0, 0],
      text: why,
      by: { name: 'correction', email: '' },
      role: 'other',
      signal: 'correction',
      mode: 'done',
      where: 'elsewhere',
      tree: tree ?? null,
      answers: null,
    };
    const taken = state === 'accepted' || state === 'mainlined';
    patches.set(record.key, {
      ...outcome,
      state,
      basis: 'stated',
      confidence: 1,
      landedProbability: taken ? 0.99 : 0.01,
      likely: `corrected by hand: ${why}`,
      commit: commit ?? outcome.commit,
      turn: taken ? { whose: 'nobody', who: null, since: when, why: 'corrected by hand' } : outcome.turn,
      history: [...outcome.history, { state, date: when, confidence: 1, evidence: [evidence] }],
    });
  }
}

/** Persons whom a MAINTAINERS file names. */
function namedMaintainers({ maintainers, skeletons }: OutcomeInput): Set<string> {
  const addresses = new Set(
    (maintainers ?? []).flatMap((entry) => entry.maintainers.map(({ email }) => email.toLowerCase())),
  );
  if (addresses.size === 0) return new Set();
  return new Set(skeletons.filter(({ from }) => addresses.has(from.email.toLowerCase())).map(({ person }) => person));
}

const round = (value: number) => Math.round(value * 1000) / 1000;

const TURNED_DOWN: ReadonlySet<PatchState> = new Set([
  'rejected',
  'withdrawn',
  'dropped',
  'superseded',
  'not-applicable',
]);
