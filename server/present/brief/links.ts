/**
 * A Message-ID as a part of a web address, escaped as public-inbox does it: everything but letters, digits and
 * `-._~!$&'*+,;=:@`, so `/` becomes `%2F`.
 */
export function escapeMessageId(messageId: string): string {
  return encodeURIComponent(messageId)
    .replace(/%(24|26|2B|2C|3B|3D|3A|40)/g, (code) => decodeURIComponent(code))
    .replace(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'));
}

/** Where a message stands on lore, or at its list's own address; null for mail of no list and ids that we made up. */
export function loreLink(messageId: string, lists: string[], webAddresses: WebAddresses = {}): string | null {
  if (/\.invalid$|@invalid$/.test(messageId)) return null;
  const own = lists.find((list) => webAddresses[list] !== undefined);
  const base = own === undefined ? `${LORE}/${lists[0] ?? 'all'}/` : webAddresses[own]!;
  return `${base.endsWith('/') ? base : `${base}/`}${escapeMessageId(messageId)}/`;
}

/** The path of a message's page here, which is also its thread's. */
export function messagePath(messageId: string, list: string | undefined): string {
  // Without a name in between it would be the address of another host.
  return `/${encodeURIComponent(list || 'all')}/${escapeMessageId(messageId)}/`;
}

/** Web addresses of lists by short name, from the settings. */
export type WebAddresses = Record<string, string>;

const LORE = 'https://lore.kernel.org';
