/** Finds what can be a link in a piece of text: web addresses, Message-IDs. Pure; each pattern is linear. */

export type LinkPiece = { text: string; href?: string; messageId?: string };

/** Cuts a text into plain pieces and links. An address of lore, or of a list's archive on lore, names a message here. */
export function linkPieces(text: string): LinkPiece[] {
  if (!text.includes('://') && !text.includes('@')) return [{ text }];
  const pieces: LinkPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(PATTERN)) {
    const found = match[0];
    let piece: LinkPiece;
    let length = found.length;
    if (match[1]) {
      const url = withoutTail(found);
      length = url.length;
      const id = loreMessageId(url);
      piece = id ? { text: url, href: url, messageId: id } : { text: url, href: url };
    } else {
      piece = { text: found, messageId: match[2]! };
    }
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) });
    pieces.push(piece);
    at = match.index + length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** Takes off what belongs to the sentence around an address: stops, quotes, a bracket that nothing in the address opens. */
function withoutTail(url: string): string {
  let end = url.length;
  for (; end > 0; end--) {
    const last = url[end - 1]!;
    if (last === ')' ? url.slice(0, end).includes('(') : !'.,;:!?\'"»”]'.includes(last)) break;
  }
  return url.slice(0, end);
}

/** The Message-ID in a lore address (`lore.kernel.org/<list>/<id>/`, `lkml.kernel.org/r/<id>`), else null. */
export function loreMessageId(url: string): string | null {
  const match =
    /^https?:\/\/(?:lore|lkml|patch\.msgid|msgid)\.(?:kernel\.org|link)\/(?:[^/\s]+\/)?([^/\s@]+@[^/\s#?]+)/.exec(url);
  if (!match) return null;
  try {
    return decodeURIComponent(match[1]!);
  } catch {
    return match[1]!;
  }
}

/** A web address, or a Message-ID in angle brackets: one `@`, no blanks, longer than people's addresses are and with digits in it. */
const PATTERN = /(https?:\/\/[^\s<>"]{3,2000})|<(?=[^\s<>@"]{0,200}\d)([^\s<>@"]{16,200}@[^\s<>@"]{3,100})>/g;
