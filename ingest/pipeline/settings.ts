import type { Archive } from '../../data/database.ts';
import type { Corrections, RepositoryCommit } from '../../data/records/index.ts';
import { loadCommits } from '../../data/write/commits.ts';
import { bumpVersion } from '../../data/write/mails.ts';
import { type MailmapEntry, parseMailmap } from '../parse/headers/mailmap.ts';

/** What people say by hand and files tell, as the pass over the archive needs it. */
export interface JudgeSettings {
  commits: RepositoryCommit[];
  mailmap: MailmapEntry[];
  /** Text of a MAINTAINERS file; '' where none was given. */
  maintainers: string;
  corrections: Corrections;
}

/** Texts of settings files; absent ones keep what the archive was told before. */
export interface SettingsFiles {
  mailmap?: string;
  maintainers?: string;
  corrections?: string;
}

export const NO_SETTINGS: JudgeSettings = { commits: [], mailmap: [], maintainers: '', corrections: {} };

/** Keeps settings in the archive, so that every later run and rebuild uses them. Throws a SyntaxError where corrections are no JSON. */
export function storeSettings(archive: Archive, files: SettingsFiles): void {
  if (files.corrections !== undefined) parseCorrections(files.corrections);
  for (const [name, text] of Object.entries(files) as [string, string | undefined][]) {
    if (text === undefined || archive.meta(name) === text) continue;
    archive.setMeta(name, text);
    bumpVersion(archive);
  }
}

/** The settings that the archive was last given. */
export async function loadSettings(archive: Archive): Promise<JudgeSettings> {
  const corrections = parseCorrections(archive.meta('corrections') ?? '{}');
  return {
    commits: await loadCommits(archive),
    mailmap: [...parseMailmap(archive.meta('mailmap') ?? ''), ...mailmapOf(corrections)],
    maintainers: archive.meta('maintainers') ?? '',
    corrections,
  };
}

function parseCorrections(text: string): Corrections {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SyntaxError('it must hold one JSON object');
  return value as Corrections;
}

function mailmapOf({ people = [] }: Corrections): MailmapEntry[] {
  return people.flatMap(([name = '', first = '', ...others]) =>
    parseMailmap([`${name} <${first}>`, ...others.map((email) => `${name} <${first}> <${email}>`)].join('\n')),
  );
}
