import type { ListName } from '../../../data/records/mail.ts';
import type { HeaderField } from './headers.ts';

/**
 * The list that delivered this copy, as its headers say: List-Id (RFC 2919) with List-Post (RFC 2369), or what older
 * list software wrote instead. A mail that went through two lists names both; the topmost is the nearest.
 * @returns one list, or none for mail that came by no list
 */
export function parseLists(fields: readonly HeaderField[]): ListName[] {
  let listId: string | null = null;
  let address: string | null = null;
  let rank = OLD_FORMS.length;
  let post: string | null = null;
  let group: string | null = null;
  for (const field of fields) {
    if (field.lower === 'list-id') listId ??= readListId(field.raw);
    else if (field.lower === 'newsgroups') group ??= readNewsgroup(field.raw);
    else if (field.lower === 'list-post') post ??= readPost(field.raw);
    else {
      const index = RANKS.get(field.lower);
      if (index === undefined || index >= rank) continue;
      const found = OLD_FORMS[index]?.[1](field.raw.slice(0, MAX_VALUE)) ?? null;
      if (found) [address, rank] = [found.toLowerCase(), index];
    }
  }
  if (listId === null) {
    const only = post ?? address;
    if (only === null && group !== null) return [{ name: group, address: null, listId: null }];
    return only === null ? [] : [{ name: only.slice(0, only.indexOf('@')), address: only, listId: null }];
  }
  const fits = [post, address].find((candidate) => candidate !== null && listId.startsWith(`${localPart(candidate)}.`));
  return [{ name: nameOf(listId, fits ?? null), address: fits ?? addressOf(listId), listId }];
}

/** `Linux RDMA <linux-rdma.vger.kernel.org>` -> `linux-rdma.vger.kernel.org`. */
function readListId(raw: string): string | null {
  const value = raw.slice(0, MAX_VALUE);
  const bracketed = /<([^<>]+)>[^<>]*$/.exec(value)?.[1];
  const id = (bracketed ?? value.trim().split(/\s+/).at(-1) ?? '')
    .replace(/^mailto:/i, '')
    .replace(/["'\s]/g, '')
    .toLowerCase();
  return id === '' ? null : id.replace('@', '.');
}

/** The first newsgroup (RFC 5536, 3.1.4): articles name no list. */
function readNewsgroup(raw: string): string | null {
  return /^\s*([a-z0-9][\w+-]*(?:\.[\w+-]+)+)\s*(?:,|$)/i.exec(raw.slice(0, MAX_VALUE))?.[1]?.toLowerCase() ?? null;
}

function readPost(raw: string): string | null {
  return /mailto:([^\s?<>@]+@[^\s?<>]+)/i.exec(raw.slice(0, MAX_VALUE))?.[1]?.toLowerCase() ?? null;
}

/** A local part may hold dots (`net.devel`): the address tells where the name ends. Else it is the first label. */
function nameOf(listId: string, address: string | null): string {
  if (address !== null) return localPart(address);
  return listId.split('.')[0] || listId;
}

function addressOf(listId: string): string | null {
  const dot = listId.indexOf('.');
  return dot > 0 && dot < listId.length - 1 ? `${listId.slice(0, dot)}@${listId.slice(dot + 1)}` : null;
}

function localPart(address: string): string {
  return address.slice(0, address.indexOf('@'));
}

function bareAddress(raw: string): string | null {
  return /([^\s<>"(),;:]+@[^\s<>"(),;]+)/.exec(raw)?.[1] ?? null;
}

function matched(pattern: RegExp, build: (local: string, host: string) => string): (raw: string) => string | null {
  return (raw) => {
    const match = pattern.exec(raw);
    return match?.[1] !== undefined && match[2] !== undefined ? build(match[1], match[2]) : null;
  };
}

const at = (local: string, host: string): string => `${local}@${host}`;

const ownerBefore = matched(/owner-([^\s@<]+)@([^\s>]+)/i, at);
const ownerBehind = matched(/<?([^\s@<+]+?)-(?:owner|bounces|errors|request|admin)(?:\+[^\s@]*)?@([^\s>]+)/i, at);

/** What list software wrote before List-Id, or writes beside it; the first that is there counts. */
const OLD_FORMS: [header: string, read: (raw: string) => string | null][] = [
  ['x-mailing-list', bareAddress],
  ['x-beenthere', bareAddress],
  ['mailing-list', matched(/list ([^\s@;]+)@([^\s;]+)/i, at)],
  ['delivered-to', matched(/mailing list ([^\s@]+)@([^\s]+)/i, at)],
  ['x-list', bareAddress],
  ['x-loop', matched(/^(?!owner-)([^\s@]+)@((?:lists?|vger)\.[^\s]+)/i, at)],
  ['sender', (raw) => ownerBefore(raw) ?? ownerBehind(raw)],
  ['list-archive', matched(/lists\.[^/]+\/(?:archives\/)?list\/([^\s@/]+)@([^\s/>]+)/i, at)],
];

const RANKS = new Map(OLD_FORMS.map(([header], rank) => [header, rank]));

const MAX_VALUE = 1000;
