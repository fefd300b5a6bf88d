import type { ParsedMail } from '../../data/records/mail.ts';
import { readMail } from './message/read-mail.ts';
import { salvageMail } from './salvage/salvage.ts';

export { headerOf, sentText, toPlainMail } from './message/read-mail.ts';

/**
 * Reads one mail. Pure and total: never throws, depends on the bytes alone, takes time linear in their number; what is
 * wrong with a mail is named in `defects`.
 * @param bytes the message as RFC 5322 bytes, mbox escaping undone
 * @param options `salvaged`: the bytes are text that was a mail once (line ends lost, an archive page)
 */
export function parseMail(bytes: Buffer, options: { salvaged?: boolean } = {}): ParsedMail {
  return options.salvaged ? salvageMail(bytes) : readMail(bytes);
}
