import { findProject, findSubmitter, findSubmitters, submitters } from '../../../data/read/patchwork/projects.ts';
import type { Answer, Ask } from '../ask.ts';
import { PwNotFound } from '../errors.ts';
import { pageAsked, pageLinks } from '../paging.ts';
import { presentPerson, presentProject, presentUser } from '../present.ts';

/** `people/`: every address that somebody wrote from; `users/`: the programs among them. */
export function peopleAnswer(ask: Ask, kind: 'people' | 'users'): Answer {
  const numbers = findSubmitters(ask.archive, ask.query.get('q')?.trim() ?? '', kind === 'users');
  const asked = pageAsked(ask.query);
  const links = pageLinks(ask.address, ask.query, asked, numbers.length);
  const page = numbers.slice((asked.page - 1) * asked.size, asked.page * asked.size);
  const known = submitters(ask.archive, page);
  const present = kind === 'users' ? presentUser : presentPerson;
  return { json: page.flatMap((number) => (known.has(number) ? [present(known.get(number)!, ask)] : [])), links };
}

/** `people/N/`, `users/N/` */
export function personAnswer(ask: Ask, id: string, kind: 'people' | 'users'): Answer {
  const person = findSubmitter(ask.archive, Number(id));
  if (!person || (kind === 'users' && !person.bot)) throw new PwNotFound();
  return { json: kind === 'users' ? presentUser(person, ask) : presentPerson(person, ask) };
}

/** `projects/` */
export function projectsAnswer(ask: Ask): Answer {
  const all = [...ask.projects.values()];
  const asked = pageAsked(ask.query);
  const links = pageLinks(ask.address, ask.query, asked, all.length);
  const page = all.slice((asked.page - 1) * asked.size, asked.page * asked.size);
  return { json: page.map((project) => presentProject(project, ask)), links };
}

/** `projects/N/` by number or name. */
export function projectAnswer(ask: Ask, name: string): Answer {
  const project = findProject(ask.archive, decodeURIComponent(name));
  if (!project) throw new PwNotFound();
  return { json: presentProject(project, ask) };
}
