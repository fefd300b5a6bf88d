import type { Mailbox } from '../../../data/records/mail.ts';
import { parseAddresses, sameEmail } from '../headers/address.ts';
import { Defects } from '../bytes/defects.ts';
import { decodeHeaderBytes, firstHeader } from '../headers/headers.ts';
import type { TreeItem } from '../mime/mime.ts';

/**
 * Mailman's other answer to DMARC: the true mail is attached to a note of the list's ("the original message has been
 * wrapped automatically"). Known by its form, not by the note's words: From is the list's address, and the one attached
 * message is from whom the mail's Reply-To names. The parts of the attached message then stand for the mail's own,
 * and the note is left out. Seen in mailman.40094.1584654101.2486.openwrt-devel@lists.openwrt.org.
 * @param isListAddress whether the From header has the list's address
 */
export function unwrap(
  items: readonly TreeItem[],
  isListAddress: boolean,
  replyTo: readonly Mailbox[],
): readonly TreeItem[] {
  if (!isListAddress || replyTo.length === 0) return items;
  const index = items.findIndex((item) => 'attached' in item);
  const wrapper = items[index];
  if (!wrapper || !('attached' in wrapper) || wrapper.attached.message !== 0) return items;
  if (items.some((item, i) => i !== index && 'attached' in item && item.attached.message === 0)) return items;
  const raw = firstHeader(wrapper.attached.fields, 'from');
  const unread = new Defects();
  const [author] = raw === undefined ? [] : parseAddresses(decodeHeaderBytes(raw, unread), unread);
  if (!author || !replyTo.some(({ email }) => sameEmail(email, author.email))) return items;
  // What stands before the attached message is the note; a footer may follow it.
  return items.slice(index + 1).map((item): TreeItem => {
    if ('part' in item) return item.part.message === wrapper.number ? { part: { ...item.part, message: 0 } } : item;
    return item.attached.message === wrapper.number ? { ...item, attached: { ...item.attached, message: 0 } } : item;
  });
}
