import { createHash } from 'node:crypto';
import type { ParsedMail } from '../../../data/records/mail.ts';
import { bareBytes } from '../bytes/bare-bytes.ts';

/** What two copies of one mail have in common, and how this copy is dressed. */
export interface CopyCore {
  /** 16 bytes; equal for copies of one mail, whichever list carried them. */
  core: Buffer;
  /** 0 as it was sent, 1 where list software added a footer, 2 where an archive lost letters or took parts out. */
  footer: number;
  /** Characters of the text, footer included. */
  textSize: number;
}

/**
 * The core by which copies of one mail are known (DUMP, "Copies"): sender (mended), subject without list tags, Date,
 * text without the list's footer, without white space, which re-encoding changes, and without what Pipermail put in the place of
 * attachments. Letters outside ASCII count as one `?` a run, as some archives keep them.
 */
export function copyCore(mail: ParsedMail): CopyCore {
  const scrubbed = scrubStart(mail.text);
  const text = scrubbed < 0 ? mail.text : mail.text.slice(0, scrubbed);
  const cut = footerStart(text);
  const hash = createHash('sha256');
  hash.update(
    [
      mail.from.email.toLowerCase() || mail.from.name.toLowerCase(),
      withoutLetters(bareSubject(mail.subject)),
      mail.date === null ? mail.dateHeader : String(mail.date),
      '',
    ].join('\0'),
  );
  hash.update(withoutSpace(withoutLetters(text.slice(0, cut))));
  const footer = scrubbed >= 0 || lostLetters(mail.text) ? 2 : Number(cut < text.length);
  return { core: hash.digest().subarray(0, 16), footer, textSize: mail.text.length };
}

/** Where the notes of Pipermail begin that it puts in the place of attachments; -1 where there are none. */
function scrubStart(text: string): number {
  const at = text.startsWith(NEXT_PART) ? 0 : text.indexOf(`\n${NEXT_PART}`);
  return at >= 0 && SCRUBBED.test(text.slice(at, at + MAX_FOOTER_SIZE)) ? at : -1;
}

/** Runs of letters outside ASCII, and of question marks, are one `?`. Nothing changes in plain ASCII with single ones. */
function withoutLetters(text: string): string {
  return text.includes('??') || FOREIGN.test(text) ? text.replace(FOREIGN_RUN, foreignRun) : text;
}

/** Question marks between letters, in a text that has no letter outside ASCII. */
const lostLetters = (text: string) => LOST_LETTER.test(text) && !FOREIGN.test(text);

/** White space of other scripts is none of the letters. */
const foreignRun = (run: string) => (/[^\s\ufeff]/.test(run) ? '?' : run);

/**
 * Where the footer of list software begins in a text, its length where there is none. Footers are taken off from the
 * end, as long as there are any: each list that a mail went through may have added its own.
 */
export function footerStart(text: string): number {
  let end = text.length;
  for (let round = 0; round < MAX_FOOTERS; round++) {
    const start = oneFooter(text, end);
    if (start < 0) return round === 0 ? text.length : end;
    end = start;
  }
  return end;
}

/** The start of the footer that ends at `end`, -1 where there is none. Looks at the last few lines only. */
function oneFooter(text: string, end: number): number {
  let tail = end;
  while (tail > 0 && text.charCodeAt(tail - 1) <= 0x20) tail--;
  const from = Math.max(0, tail - MAX_FOOTER_SIZE);
  const lines: { start: number; line: string }[] = [];
  let at = tail;
  while (at > from && lines.length < MAX_FOOTER_LINES) {
    const newline = text.lastIndexOf('\n', at - 1);
    const start = newline + 1;
    lines.push({ start, line: text.slice(start, at).trimEnd() });
    at = newline;
    if (newline < 0) break;
  }
  // From the bottom up: a rule, and between it and the end only what a footer of that kind says.
  for (let i = 0; i < lines.length; i++) {
    const { start, line } = lines[i] ?? { start: 0, line: '' };
    if (/^\s*>/.test(line)) return -1;
    if (!RULE.test(line)) continue;
    const below = lines.slice(0, i).map((entry) => entry.line);
    const isFooter = FOOTERS.some(
      ({ rule, says, lines: most }) =>
        rule.test(line) && below.length <= most && below.some((entry) => says.test(entry)),
    );
    if (isFooter) return start;
  }
  return -1;
}

/** The subject as copies share it: no list tags (they differ from list to list), no white space, one case. */
function bareSubject(subject: string): string {
  const [prefix = ''] = PREFIX.exec(subject.slice(0, MAX_SUBJECT)) ?? [];
  const kept = (prefix.match(/\[[^\]]*\]/g) ?? []).filter((tag) => !LIST_TAG.test(tag) || PATCH_TAG.test(tag));
  return (kept.join('') + subject.slice(prefix.length)).replace(/\s+/g, '').toLowerCase();
}

/** Also undoes the mark that old mailboxes put before a line that begins with From. */
function withoutSpace(text: string): Uint8Array {
  // Looked for by its F: nothing is as common in mail as `>`.
  const isMarked = text.includes('From ') && text.includes('>From ');
  return bareBytes(isMarked ? text.replace(/^>+From /gm, 'From ') : text, SPACE);
}

const NEXT_PART = '-------------- next part --------------\n';
const SCRUBBED = /\b(?:attachment|text|message|part) (?:\S+ )?was scrubbed\b/;
const FOREIGN_RUN = /[?\u0080-\uffff]+/g;
const FOREIGN = /[\u0080-\uffff]/;
const LOST_LETTER = /[A-Za-z]\?{1,8}[a-z]/;

const SPACE = /[\s\u00a0\ufeff]/g;

/** What stands before the title: answers' marks and brackets. List software moves `Re:` about, so it does not count. */
const PREFIX = /^(?:\s*(?:(?:re|aw|sv|fwd?|antw|vs)\s*:|\[[^[\]]{0,80}\]))*/i;
/** A bracket of one word without digits behind a slash or `v`, as list software prefixes it. */
const LIST_TAG = /^\[[^\]\s/]{1,40}\]$/;
const PATCH_TAG = /\[(?:.*[-,])?(patch|rfc|pull|resend|bug|regression|announce|v\d)/i;

/** Each footer: the line it begins with, a line it must have below, and how many lines at most. */
const FOOTERS: { rule: RegExp; says: RegExp; lines: number }[] = [
  // Mailman: a rule of underscores, the list's name, its address, its page.
  { rule: /^_{10,}$/, says: /mailing list|https?:\/\/|^[^\s@]+@[^\s@]+$|unsubscribe/i, lines: 8 },
  // vger and majordomo.
  {
    rule: /^--\s?$/,
    says: /^to unsubscribe from this list|^in the body of a message|^to unsubscribe, send/i,
    lines: 8,
  },
  {
    rule: /^--\s?$/,
    says: /^mailing list info: |^you received this message because you are subscribed to the google groups/i,
    lines: 8,
  },
  {
    rule: /^--\s?$/,
    says: /^to unsubscribe|^unsubscribe:|list-unsubscribe|^subscribe\/unsubscribe|mailing list$/i,
    lines: 8,
  },
  { rule: /^--\s?$/, says: /^sent via .{1,80} mailing list/i, lines: 4 },
  { rule: /^-=-=-=-=-=-=-=-=-=-=-=-$/, says: /^groups\.io links:/i, lines: 14 },
  { rule: /^-{20,}$/, says: /^to unsubscribe, e-mail:|^permalink: |^delivery options: /i, lines: 6 },
  {
    rule: /^To unsubscribe, send a message with 'unsubscribe linux-mm' in$/,
    says: /^the body to majordomo@/,
    lines: 4,
  },
];

/** Quick test: no other line begins a footer. */
const RULE = /^(_{10,}|-{20,}|--\s?|-=-=-=-.*|To unsubscribe, .*)$/;

const MAX_FOOTERS = 4;
const MAX_FOOTER_SIZE = 2000;
const MAX_FOOTER_LINES = 20;
const MAX_SUBJECT = 2000;
