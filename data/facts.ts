import type { ListName, RepositoryCommit } from './records/index.ts';

/**
 * Where facts are written and removed: mails and who carried them, sources and how far they were read, commits, lists, settings. Each
 * call is one transaction, done when its promise resolves; a call that is rejected has changed nothing. What was refused is an
 * ArchiveError with a sentence for people. `tests/data/facts-contract.ts` says what every implementation does.
 */
export interface FactStore {
  /** The source read before under this path, null where it is new. */
  findSource(path: string): Promise<StoredSource | null>;
  /** The sources that brought mail of one of these lists (short names, case aside) or were read for it, by path; all where none is named. */
  sourcesOfLists(lists: string[]): Promise<StoredSource[]>;
  /** Notes that a source is being read now; returns its number. `readAt` in Unix seconds. */
  startSource(source: { path: string; kind: string; list: string | null; readAt: number }): Promise<number>;
  /** Notes how far a source was read. */
  saveState(source: number, state: unknown): Promise<void>;
  /** Keeps what could not be read as a mail, with its bytes where there are any. */
  storeProblem(source: number, problem: SourceProblem): Promise<void>;

  /** Stores a batch of mails of one source with the state from which its next run goes on. Mails that are known or forgotten are counted. */
  storeBatch(source: number, batch: MailFacts[], state: unknown): Promise<StoredBatch>;
  /**
   * Withdraws from one source what its archive took back: the mail of these bytes where it is here, else all that the source brought
   * under the Message-ID. Copies that other sources hold stay. Returns how many mails went.
   */
  withdraw(source: number, removed: { sha256: Buffer | null; messageId: string | null }): Promise<number>;
  /** Takes a message out for good and marks its id, so that no ingest brings it back. */
  forget(messageId: string): Promise<ForgetReport>;

  /** Gives a list another short name; the old one goes on as an alias. False where no such list is known. */
  renameList(from: string, to: string): Promise<boolean>;
  /** Makes `alias` another name of a list; where it was a list of its own, its mail moves over. False where no such list is known. */
  aliasList(name: string, alias: string): Promise<boolean>;
  /** Takes a list out with all mail that only it carried. False where no such list is known. */
  dropList(name: string): Promise<boolean>;

  /** Date of the oldest mail, Unix seconds; null where there is none. */
  oldestMail(): Promise<number | null>;
  /** Stores commits of a repository, anew where they are known; returns how many were new. */
  storeCommits(source: number, commits: RepositoryCommit[]): Promise<number>;
  /** Takes out commits that a repository no longer holds; `all` of it before it is read anew. */
  removeCommits(source: number, commits: readonly string[] | 'all'): Promise<void>;
  /** Commits of a repository of which no release is known yet. */
  unreleasedCommits(source: number): Promise<string[]>;
  /** Notes the first release of commits of a repository. */
  storeReleases(source: number, releases: Map<string, string>): Promise<void>;

  /** The text of a settings file that was given last; null where there was none. */
  setting(name: SettingName): Promise<string | null>;
  /** Keeps the text of a settings file for every later run. */
  storeSetting(name: SettingName, text: string): Promise<void>;
}

/** Files by which people say what mail does not. */
export type SettingName = 'mailmap' | 'maintainers' | 'corrections';

/** One parsed mail with all that the facts keep of it. Times in Unix seconds. */
export interface MailFacts {
  bytes: Buffer;
  sha256: Buffer;
  messageId: string;
  salvaged: boolean;
  core: Buffer;
  /** 0 as sent, 1 with a footer of list software, 2 with letters or parts lost: the copy with the least is kept. */
  footer: number;
  textSize: number;
  subject: string;
  fromName: string;
  fromEmail: string;
  date: number | null;
  /** 0 where only the neighbours in the thread can tell. */
  dateUsed: number;
  /** References oldest first, In-Reply-To last. */
  references: string[];
  defects: string[];
  bot: boolean;
  fromHtml: boolean;
  hasAttachments: boolean;
  lists: ListName[];
  archivedAt: number | null;
}

/** What became of a batch: how many mails were new, known, or are not to come back. */
export interface StoredBatch {
  stored: number;
  known: number;
  forgotten: number;
}

/** A source as the facts know it. */
export interface StoredSource {
  id: number;
  path: string;
  kind: string;
  list: string | null;
  state: unknown;
}

/** What could not be read, and where. */
export interface SourceProblem {
  place: string;
  what: string;
  raw?: Buffer;
}

/** What `forget` took out and what still quotes it. */
export interface ForgetReport {
  mails: number;
  /** Keys of messages; empty where facts alone are kept, as these don't know. */
  quotedBy: string[];
}
