import type { Archive } from '../../database.ts';
import type { ProjectRecord, SubmitterRecord } from '../../records/index.ts';
import { memo } from '../memo.ts';
import { Haystack } from './haystack.ts';

/** Lists that have numbered messages, by number. */
export function listProjects(archive: Archive): ProjectRecord[] {
  return memo(archive, 'projects', () =>
    archive
      .prepare<ProjectRecord>(
        `SELECT numbering.project, list.name, list.address, list.list_id AS listId
         FROM numbering JOIN list ON list.name = numbering.name
         WHERE EXISTS (SELECT 1 FROM article WHERE article.project = numbering.project) ORDER BY numbering.project`,
      )
      .all(),
  );
}

/** A list by its number or any of its names, case aside; null where there is none. */
export function findProject(archive: Archive, text: string): ProjectRecord | null {
  const projects = listProjects(archive);
  const asked = text.toLowerCase();
  const direct = projects.find(({ project, name }) => String(project) === text || name.toLowerCase() === asked);
  if (direct) return direct;
  const alias = archive
    .prepare<{ name: string }>('SELECT name FROM list_alias JOIN list ON list.id = list_alias.list_id WHERE alias = ?')
    .get(asked);
  return projects.find(({ name }) => name === alias?.name) ?? null;
}

/** A sender by the number of the address, with the name used most; null where there is none. */
export function findSubmitter(archive: Archive, number: number): SubmitterRecord | null {
  return submitters(archive, [number]).get(number) ?? null;
}

/** Senders by the numbers of their addresses. */
export function submitters(archive: Archive, numbers: readonly number[]): Map<number, SubmitterRecord> {
  const rows = archive
    .prepare<{ number: number; email: string; name: string | null; bot: number | null }>(
      `SELECT address_number.number, address_number.email,
              (SELECT name FROM person_address WHERE email = address_number.email AND name <> '' ORDER BY messages DESC, name LIMIT 1) AS name,
              (SELECT person.bot FROM person_address JOIN person ON person.id = person_id
               WHERE email = address_number.email ORDER BY person_address.messages DESC LIMIT 1) AS bot
       FROM json_each(?) AS asked CROSS JOIN address_number ON address_number.number = asked.value`,
    )
    .all(JSON.stringify([...new Set(numbers)]));
  return new Map(
    rows.map(({ number, email, name, bot }) => [number, { number, email, name: name ?? '', bot: bot === 1 }]),
  );
}

/** The number of an address; null where nobody wrote from it. */
export function addressNumber(archive: Archive, email: string): number | null {
  return (
    archive.prepare<{ number: number }>('SELECT number FROM address_number WHERE email = lower(?)').get(email)
      ?.number ?? null
  );
}

/** Numbers of addresses that hold `text`, they or a name used with them (all for ''), ascending; of programs alone where asked. */
export function findSubmitters(archive: Archive, text: string, botsAlone: boolean): number[] {
  const { all, haystack } = memo(archive, botsAlone ? 'submitters bots' : 'submitters', () => {
    const found = archive
      .prepare<{ number: number; words: string }>(
        `SELECT address_number.number, address_number.email || ' ' || group_concat(person_address.name, ' ') AS words
         FROM address_number JOIN person_address ON person_address.email = address_number.email
         JOIN person ON person.id = person_address.person_id
         WHERE person.bot >= ? GROUP BY address_number.number ORDER BY address_number.number`,
      )
      .all(Number(botsAlone));
    const lines = new Haystack();
    for (const { number, words } of found) lines.add(number, words);
    return { all: found.map(({ number }) => number), haystack: lines };
  });
  return text === '' ? all : (haystack.find(text, all.length) ?? all);
}
