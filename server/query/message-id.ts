/** A Message-ID as people paste it: with angle brackets, as a lore or patch.msgid.link URL, percent-escaped. */
export function bareMessageId(text: string): string {
  const trimmed = text.trim().replace(/^<|>$/g, '');
  const url = /^https?:\/\/[^/]+\/(?:[^/]+\/)?([^/?#]+@[^/?#]+|[^/?#]*%40[^/?#]+)/.exec(trimmed);
  const id = url?.[1] ?? trimmed;
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
