/** What was decided, and the words that say so. Types only. */
import type { LineRange } from './block.ts';
import type { Mailbox } from './mail.ts';

/** Patchwork's words where it has one. */
export type PatchState =
  | 'new' | 'under-review' | 'reviewed' | 'changes-requested' | 'accepted' | 'mainlined' | 'superseded'
  | 'rejected' | 'deferred' | 'dropped' | 'withdrawn' | 'not-applicable' | 'rfc';

export type Basis = 'stated' | 'inferred' | 'none';
export type EvidenceMode = 'done' | 'announced' | 'reported' | 'retracted' | 'conditional';
export type Role = 'author' | 'maintainer' | 'reviewer' | 'bot' | 'other';

/**
 * What one signal says. Those that name a state move a patch there (mode permitting); the others weigh on the
 * probability and on whose turn it is.
 */
export type Saying =
  | 'accepted' | 'mainlined' | 'superseded' | 'rejected' | 'deferred' | 'dropped' | 'withdrawn' | 'not-applicable'
  | 'changes-requested'
  /** Taken out of one tree to stand in another. */
  | 'moved'
  /** The author will send a new version. */
  | 'new-version'
  /** Approval in prose: "looks good to me". */
  | 'approval'
  /** Doubt, fault found or disagreement, short of a request. */
  | 'objection'
  /** The author agrees to change something, or explains. */
  | 'concession'
  | 'question' | 'ping' | 'thanks'
  /** Was said not to be so: "not applied yet". */
  | 'not-accepted'
  /** A test failed or did not build; an AI reviewer's remark; a report of a bot. */
  | 'test-failed' | 'bot-review' | 'report'
  /** A proposal or question put to somebody, an answer to it, a condition. */
  | 'proposal' | 'agreement' | 'condition' | 'refusal'
  /** A request to pull, and what it carries. */
  | 'pull'
  /** A patch or cover letter is posted: its first words, as evidence that it replaces an earlier version. */
  | 'posted'
  /** Something was done that was asked for or proposed. */
  | 'deed'
  /** A short sentence of which only the archive can tell what it means. */
  | 'phrase'
  /** Nothing of this: the first words of an answer, so that it can be shown as itself. */
  | 'talk'
  /** Its sender signs as a maintainer. */
  | 'role';

/** Which patches of a series the words are about. Nothing set: the message that is answered (a cover: all). */
export interface Scope {
  /** The words say the whole series. */
  all?: true;
  /** Numbers of patches: "1-3" is [1, 2, 3]. */
  only?: number[];
  except?: number[];
  /** "The first two": 2. "The last two": -2. */
  first?: number;
  /** "These three", "both": so many of them, not said which but by the quoted passage. */
  count?: number;
  /** The words say this patch, this one. */
  this?: true;
  /** The rest, the others: not the one that is answered. */
  rest?: true;
  /** The words name this version, not the one that is answered: "v2 was merged". */
  version?: number;
  /** All up to the one that is answered. */
  upTo?: true;
  /** Part of the series, not said which. */
  subset?: true;
  /** Others than those that are answered: "all but these two". */
  others?: true;
}

/** A commit that a mail names, with the title and the patch number it gives to it. */
export interface NamedCommit {
  commit: string | null;
  title: string;
  number?: number;
}

/** What one message newly says that bears on a decision. Compact JSON: judged later without any text. */
export interface Signal {
  /** Key of the message that says it. */
  key: string;
  lines: LineRange;
  part?: number;
  /** The sentence, white space folded, at most 400 characters. */
  text: string;
  by: Mailbox;
  /** The form it was known by: `applied-reply`, `patchwork-bot`, `tip-bot`, `mm-added`, … */
  signal: string;
  says: Saying;
  mode: EvidenceMode;
  /** True for the fixed forms of a program, whoever's name it is sent under. */
  machine?: true;
  /** True where the words begin a line of their own: worth more than the same words inside a sentence. */
  atLineStart?: true;
  /** The speaker says of himself what those who keep a tree do: "I queued your fixes up". */
  keepsTree?: true;
  tree?: string;
  scope?: Scope;
  commits?: NamedCommit[];
  /** The author under whom a shortlog lists a title. */
  author?: string;
  /** Who committed it, where a machine's form names them. */
  committer?: Mailbox;
  /** True for a form too general to move a state: it weighs on probability and turn. */
  weak?: true;
  /** Titles and Message-IDs that the words name: decisions about patches of other threads. */
  aboutTitles?: string[];
  aboutIds?: string[];
  /** True where the titles are a list that the words introduce: they speak of those alone. */
  listed?: true;
  /** The condition or the time that the words wait for. */
  until?: string;
  /** Who is asked, by name or role. */
  asked?: Mailbox[];
  /** The passage that the words answer: the nearest quote above them with a source. */
  answers?: { messageId: string; lines: LineRange };
  /** A short sentence as the formula that it may be (phrases.ts). */
  phrase?: string;
  /** The formula that the words are, with its record in the archive. */
  formula?: Formula;
}

/** A sentence with which one person tells that patches were taken: how often it was said, and how often a newer version came. */
export interface Formula {
  text: string;
  said: number;
  followedByNewVersion: number;
}

/** Somebody's own new words that bear on a decision; or what a repository holds, or what was corrected by hand. */
export interface Evidence {
  /** The message that holds the words; for what no mail says: that of the patch itself, with `lines` [0, 0]. */
  messageId: string;
  lines: LineRange;
  text: string;
  by: Mailbox;
  role: Role;
  signal: string;
  mode: EvidenceMode;
  where: 'here' | 'elsewhere';
  tree: string | null;
  answers: { messageId: string; lines: LineRange } | null;
  part?: number;
  /** For what is no sentence: what it shows ("named in a list of patches to drop"). */
  shows?: string;
  /** The learnt formula that the words are. */
  formula?: Formula;
  /** Not said by mail: a commit of a repository that was read, with the branch and the first release that hold it. */
  commit?: Pick<RepositoryCommit, 'commit' | 'title' | 'branch' | 'release'>;
  /** Not said by mail: set by hand, the state that was read from the mails before. */
  corrected?: { from: PatchState };
}

/** One change of state and why. `date` in Unix seconds. */
export interface StateChange {
  state: PatchState;
  date: number;
  confidence: number;
  evidence: Evidence[];
}

/** Whose turn it is, since when (Unix seconds), and why. */
export interface Turn {
  whose: 'author' | 'reviewer' | 'maintainer' | 'nobody';
  who: Mailbox | null;
  since: number;
  why: string;
}

/** By what somebody has the say: applies patches here, signs as maintainer, stands in MAINTAINERS, speaks for others' patches too. */
export type Standing = 'applies' | 'signs' | 'listed' | 'speaks';

/** The last mail by somebody with the say, and what it does. */
export interface LastWord {
  messageId: string;
  lines: LineRange;
  by: Mailbox;
  says: 'accept' | 'refuse' | 'ask-changes' | 'approve' | 'defer' | 'withdraw' | 'question' | 'answer' | 'none';
  standing: Standing;
}

/** What became of one patch or cover letter. */
export interface PatchOutcome {
  key: string;
  state: PatchState;
  basis: Basis;
  /** How sure the state is, 0 to 1. */
  confidence: number;
  /** How likely this very version landed, 0 to 1. */
  landedProbability: number;
  /** Why it is likely or not, in words. */
  likely: string;
  /** Keys of the next versions; several where the work was split. */
  supersededBy: string[];
  commit: string | null;
  commitBasis: 'mail' | 'repository' | null;
  turn: Turn | null;
  lastWord: LastWord | null;
  conflicts: Evidence[][];
  history: StateChange[];
}

/** What became of one posting of a series. */
export interface SeriesOutcome {
  seriesId: string;
  /** A patch state, or `partly <state>`. */
  state: string;
  counts: Record<string, number>;
  supersededBy: string[];
  lastWord: LastWord | null;
  history: StateChange[];
}

/** A vote that one message casts. */
export interface Vote {
  value: 1 | 0 | -1;
  /** Marked as binding. */
  binding: boolean;
  lines: LineRange;
  text: string;
}

export type DiscussionState =
  'open' | 'answered' | 'agreed' | 'agreed-with-condition' | 'refused' | 'unanswered' | 'done';

/** A question, request, proposal, report or vote of a thread or section, and what came of it. */
export interface Discussion {
  /** Key of the first message of its section. */
  section: string;
  title: string;
  /** Where it is put. */
  question: { messageId: string; lines: LineRange };
  /** True for what the section is about; false for a question put on the way. */
  isMain: boolean;
  asked: Mailbox[];
  state: DiscussionState;
  basis: Basis;
  lastWord: LastWord | null;
  /** Votes cast (Apache's `[VOTE]`), those marked as binding apart; null where nothing was put to a vote. */
  votes: { for: number; against: number; abstained: number; binding: number } | null;
  history: { state: DiscussionState; date: number; confidence: number; evidence: Evidence[] }[];
}

/** A commit of a repository that is read beside the mail. */
export interface RepositoryCommit {
  commit: string;
  title: string;
  author: Mailbox;
  /** Unix seconds, of the committer. */
  date: number;
  patchId: string | null;
  /** Message-IDs that Link: and Message-ID: trailers name. */
  linkIds: string[];
  /** The branch that holds it where the repository's default branch does not; null in the default branch. */
  branch: string | null;
  /** First release tag that holds it; null where none does. */
  release: string | null;
}

/** A patch found in a repository, and by what. */
export interface CommitMatch {
  key: string;
  commit: RepositoryCommit;
  by: 'link' | 'patch-id' | 'title-and-author';
  /** 0 to 1. */
  confidence: number;
}
