import type { MessageRecord, ParsedMail } from '../../../data/records/index.ts';
import type { MessageAnswer } from '../../contract/index.ts';
import { b4Line, shellWord } from '../brief/shell-word.ts';

/**
 * How to answer a message: a `mailto:` with Cc, In-Reply-To and its words quoted (RFC 6068), the `git send-email` line for
 * a patch that answers it, and the `b4 am` line of its series.
 */
export function replyTo(message: MessageRecord, mail: ParsedMail, isPatch: boolean): MessageAnswer['reply'] {
  const to = mail.replyTo[0] ?? mail.from;
  const others = [...(mail.replyTo.length > 0 ? [mail.from] : []), ...mail.to, ...mail.cc].filter(
    (other, n, all) => other.email !== to.email && all.findIndex((same) => same.email === other.email) === n,
  );
  const subject = /^re:/i.test(message.subject) ? message.subject : `Re: ${message.subject}`;
  const fields = [
    ['In-Reply-To', `<${message.messageId}>`],
    ...(others.length > 0 ? [['Cc', others.map(({ email }) => email).join(',')]] : []),
    ['Subject', subject],
    ['body', quoted(mail, message)],
  ];
  const query = fields.map(([name, value]) => `${name}=${encodeURIComponent(value!)}`).join('&');
  return {
    mailto: `mailto:${encodeURIComponent(to.email)}?${query}`,
    gitSendEmail: [
      'git send-email',
      `--in-reply-to=${shellWord(`<${message.messageId}>`)}`,
      `--to=${shellWord(to.email)}`,
      ...others.map((other) => `--cc=${shellWord(other.email)}`),
      '*.patch',
    ].join(' '),
    b4: isPatch ? b4Line(message.messageId) : null,
  };
}

function quoted(mail: ParsedMail, message: MessageRecord): string {
  const lines = mail.text.split('\n', MAX_QUOTED_LINES + 1);
  const shown = lines
    .slice(0, MAX_QUOTED_LINES)
    .map((line) => (line.startsWith('>') || line === '' ? `>${line}` : `> ${line}`));
  if (lines.length > MAX_QUOTED_LINES) shown.push('[...]');
  const name = message.from.name || message.from.email;
  return `On ${mail.dateHeader}, ${name} wrote:\n${shown.join('\n')}\n`.slice(0, MAX_QUOTED_CHARACTERS);
}

/** Mail programs cut longer `mailto:` links off; some refuse them. */
const MAX_QUOTED_LINES = 60;
const MAX_QUOTED_CHARACTERS = 4000;
