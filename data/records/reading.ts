/** What reading the archive hands out: rows of several tables put together. Types only. Times in Unix seconds. */
import type { Block, RecoveredText } from './block.ts';
import type { Headline, JudgedPatch, JudgedSeries } from './facts.ts';
import type { Mailbox } from './mail.ts';
import type { Discussion } from './outcome.ts';
import type { ReviewFacts } from './patch.ts';
import type { Point, Pull } from './point.ts';
import type { Section } from './thread.ts';

/** A list as stored. */
export interface ListRecord {
  id: number;
  name: string;
  address: string | null;
  listId: string | null;
}

/** A list with its figures. Times in Unix seconds. */
export interface ListFigures extends ListRecord {
  aliases: string[];
  messages: number;
  threads: number;
  people: number;
  begins: number | null;
  ends: number | null;
  /** Messages and threads begun by month (`2020-03`), oldest first; months without mail are left out. */
  months: { month: string; messages: number; threads: number }[];
  states: Record<string, number>;
  unanswered: number;
}

/** A thread as a row of a list. Times in Unix seconds. */
export interface ThreadSummary {
  id: number;
  /** Key of its root, a message or a ghost: the dump's threadId. */
  root: string;
  /** Key, subject, sender and kind bits of the first message in reading order. */
  key: string;
  subject: string;
  from: Mailbox;
  kind: number;
  started: number;
  last: number;
  lastFrom: string;
  messages: number;
  ghosts: number;
  rootMissing: boolean;
  people: number;
  bots: number;
  patches: number;
  state: string | null;
  headline: Headline | null;
  lists: string[];
}

/** A message without its text. Times in Unix seconds. */
export interface MessageRecord {
  id: number;
  key: string;
  messageId: string;
  mailId: number;
  parent: string | null;
  position: number;
  depth: number;
  subject: string;
  from: Mailbox;
  /** The one behind several addresses; null until people were grouped. */
  person: string | null;
  date: number | null;
  dateUsed: number;
  bot: boolean;
  salvaged: boolean;
  newLines: number;
  /** Bits: 1 patch, 2 cover, 4 reply, 8 has diff, 16 pull request, 32 has attachment. */
  kind: number;
  defects: string[];
  lists: string[];
  textSize: number;
  blocks: Block[];
}

/** A message that is named and absent. */
export interface GhostRecord {
  key: string;
  parent: string | null;
  position: number;
  depth: number;
  author: Mailbox | null;
  recovered: RecoveredText[];
}

/** A patch with what became of it, its thread, and what the query knows beside it. */
export interface StoredPatch extends JudgedPatch {
  /** Root of its thread. */
  threadId: string;
  newest: boolean;
  person: string | null;
}

export interface StoredSeries extends JudgedSeries {
  threadId: string;
}

/** What a message's bearings ask of the others in its thread. */
export type MessageInThread = Pick<
  MessageRecord,
  'key' | 'parent' | 'position' | 'from' | 'person' | 'bot' | 'dateUsed' | 'blocks'
>;

/** All that is stored of one thread, apart from its texts. */
export interface ThreadRecord<Row = MessageRecord> {
  summary: ThreadSummary;
  /** Where its lists' archives begin, Unix seconds. */
  archiveBegins: number | null;
  /** In reading order. */
  messages: Row[];
  ghosts: GhostRecord[];
  patches: StoredPatch[];
  series: StoredSeries[];
  reviews: ReviewFacts[];
  sections: Section[];
  discussions: Discussion[];
  pulls: Pull[];
  /** The ledger of what was asked in it, by time. */
  points: Point[];
}

/** One distinct mail of a message. */
export interface CopyRecord {
  sha256: string;
  size: number;
  lists: string[];
}

/** One message with its place, bytes and copies. */
export interface WholeMessage {
  message: MessageRecord;
  /** thread.id. */
  thread: number;
  bytes: Buffer;
  /** The one shown first, then by SHA-256. */
  copies: CopyRecord[];
  /** Keys of the messages that answer it, oldest first. */
  replies: string[];
}

/** A person with the addresses used, the commonest first. */
export interface PersonRecord {
  id: number;
  name: string;
  bot: boolean;
  messages: number;
  addresses: { email: string; name: string; messages: number }[];
}

/** A person with figures. Times in Unix seconds. */
export interface PersonFigures extends PersonRecord {
  first: number | null;
  last: number | null;
  lists: { name: string; messages: number }[];
  months: { month: string; messages: number; threads: number }[];
  /** Own patches by state, covers not counted. */
  states: Record<string, number>;
  /** Patches and covers of others that they reviewed. */
  reviewed: number;
  /** Seconds to each of their answers to somebody else, ascending. */
  toAnswer: number[];
  /** Tags given in replies, by name. */
  given: Record<string, number>;
}

/** A message as a row of a person's page. */
export interface PersonMessageRecord {
  key: string;
  threadId: string;
  subject: string;
  dateUsed: number;
  newLines: number;
  lists: string[];
}

/** What concerns some people who are one reader. Times in Unix seconds. */
export interface MinePlaces {
  /** Open patches whose next word is theirs, newest first. */
  turns: StoredPatch[];
  /** What others asked them and nobody settled, newest first. */
  asked: (Point & { subject: string; list: string | null })[];
  /** Newest revisions of their patches, what changed last first. */
  patches: StoredPatch[];
  /** Open points by patch. */
  openPoints: { patch: string; points: number }[];
  /** What waits where they decide, the longest waiting first. */
  desk: DeskPatch[];
  /** When the archive's newest mail was sent, to which ages count. */
  ends: number;
}

/** A patch of somebody else that waits where a reader decides. */
export interface DeskPatch extends StoredPatch {
  list: string | null;
  /** Title of its series, and its cover letter. */
  series: string | null;
  cover: string | null;
  /** Open points on it. */
  points: number;
  /** The next word is the reader's: they are named, or nobody is. */
  isReaders: boolean;
}
