import type { Archive } from '../../data/database.ts';
import type { FactStore, SettingName } from '../../data/facts.ts';
import type { Corrections, RepositoryCommit } from '../../data/records/index.ts';
import { loadCommits } from '../../data/write/commits.ts';
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
export type SettingsFiles = Partial<Record<SettingName, string>>;

export const NO_SETTINGS: JudgeSettings = { commits: [], mailmap: [], maintainers: '', corrections: {} };

/** Keeps settings among the facts, so that every later run and rebuild uses them. Throws a SyntaxError where corrections are no JSON. */
export async function storeSettings(facts: FactStore, files: SettingsFiles): Promise<void> {
  if (files.corrections !== undefined) parseCorrections(files.corrections);
  for (const [name, text] of Object.entries(files) as [SettingName, string | undefined][])
    if (text !== undefined) await facts.storeSetting(name, text);
}

/** The settings that the archive was last given. */
export function loadSettings(archive: Archive): JudgeSettings {
  const corrections = parseCorrections(archive.meta('corrections') ?? '{}');
  return {
    commits: loadCommits(archive),
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
