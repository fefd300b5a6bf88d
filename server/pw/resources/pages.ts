import { loadNumbered, membersOf, numbersOfMessage } from '../../../data/read/patchwork/patches.ts';
import { findProject } from '../../../data/read/patchwork/projects.ts';
import { messagePath } from '../../present/brief/links.ts';
import type { Answer, Ask } from '../ask.ts';
import { PwNotFound } from '../errors.ts';

/** Patchwork's pages lead to ours: a patch, cover letter or reply under its number or Message-ID. */
export function numberPage({ archive }: Ask, id: string): Answer {
  const [patch] = loadNumbered(archive, [Number(id)]);
  if (!patch) throw new PwNotFound();
  return { location: messagePath(patch.messageId, projectName(archive, String(patch.project))) };
}

/** `/project/L/patch/<msgid>/` */
export function messagePage({ archive }: Ask, list: string, messageId: string): Answer {
  return { location: messagePath(unescaped(messageId), projectName(archive, unescaped(list))) };
}

/** `/project/L/list/`, of one series where that is asked for. */
export function listPage({ archive, query }: Ask, list: string): Answer {
  const name = projectName(archive, unescaped(list));
  const series = Number(query.get('series'));
  const [first] = series > 0 ? loadNumbered(archive, membersOf(archive, [series]).get(series)?.slice(0, 1) ?? []) : [];
  return { location: first ? messagePath(first.messageId, name) : `/${encodeURIComponent(name)}/` };
}

/** `/project/L/patch/<msgid>/mbox/` and `/raw/` name the patch that has a number: null where none has. */
export function patchOfMessage({ archive }: Ask, list: string, messageId: string): string {
  const project = findProject(archive, unescaped(list));
  const ids = numbersOfMessage(archive, unescaped(messageId));
  const id = loadNumbered(archive, ids).find((one) => one.project === project?.project)?.id;
  if (id === undefined) throw new PwNotFound();
  return String(id);
}

/** `/project/L/pwclientrc/` */
export function pwclientrc({ archive, to }: Ask, list: string): Answer {
  const name = projectName(archive, unescaped(list));
  return {
    text: `# ~/.pwclientrc\n\n[options]\ndefault = ${name}\n\n[${name}]\nbackend = rest\nurl = ${to.base}/api\n`,
  };
}

function projectName(archive: Ask['archive'], text: string): string {
  const project = findProject(archive, text);
  if (!project) throw new PwNotFound();
  return project.name;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text).replace(/^<([\s\S]*)>$/, '$1');
  } catch {
    throw new PwNotFound();
  }
}
