import type { Archive } from '../../data/database.ts';
import { listNewsgroups } from '../../data/read/articles.ts';
import type { NewsgroupRecord } from '../../data/records/index.ts';
import type { Wiring } from './article.ts';

/** A list under the name that newsreaders take. */
export interface Group extends NewsgroupRecord {
  group: string;
}

/** One reader's place: what is offered, and where it stands. */
export class Session {
  readonly archive: Archive;
  /** How the server calls itself. */
  readonly host: string;
  /** True where STARTTLS may be asked for. */
  offersTls: boolean;
  /** numbering.project of the group, null before one was chosen. */
  project: number | null = null;
  /** Number of the current message. */
  current: number | null = null;
  readonly now: () => number;

  constructor(archive: Archive, { host, offersTls, now }: { host: string; offersTls: boolean; now: () => number }) {
    this.archive = archive;
    this.host = host;
    this.offersTls = offersTls;
    this.now = now;
  }

  groups(): Group[] {
    return listNewsgroups(this.archive).map((record) => ({ ...record, group: groupName(record.name) }));
  }

  findGroup(name: string): Group | undefined {
    return this.groups().find(({ group }) => group === name);
  }

  /** How articles of one answer are named: asked for once an answer. */
  wiring(): Wiring {
    const names = new Map(this.groups().map(({ project, group }) => [project, group]));
    return { host: this.host, groupOf: (project) => names.get(project) };
  }
}

/** A list's name without signs that a newsgroup may not have (RFC 5536 §3.1.4). */
const groupName = (name: string) => name.replace(/[^A-Za-z0-9+_.-]/g, '_');
