/** Finds what list software, trackers and mail services add to a mail, and advertisements below it. */
import { HeadPattern } from '../text/head-pattern.ts';
import { isBlankLine, isSpace, lineAt, type Lines } from '../text/lines.ts';
import { forms, joined, pattern } from '../text/pattern.ts';

/**
 * Marks the lines of footers among own lines (`free` says which lines are own and not yet something else).
 * A footer is a chunk between ruled lines or empty lines that says what footers say; its ruled lines belong to it.
 */
export function markFooters(
  lines: Lines,
  free: (line: number) => boolean,
  mark: (from: number, to: number) => void,
): void {
  let line = 0;
  while (line < lines.count) {
    if (!free(line) || isBlankLine(lines, line)) {
      line += 1;
      continue;
    }
    const start = lines.starts[line]!;
    const stop = lines.ends[line]!;
    if (isRule(lines.text, start, stop)) {
      const end = ruledFooterEnd(lines, free, line);
      if (end > line) {
        mark(line, end);
        line = end;
        continue;
      }
    } else if (OPENS.test(lines.text, start, stop)) {
      const end = chunkEnd(lines, free, line);
      mark(line, end);
      line = end;
      // Paragraphs that go on in the same voice.
      for (
        let next = nextWord(lines, line);
        next < lines.count && next - line <= 2 && free(next) && SAYS.test(lineAt(lines, next));
        next = nextWord(lines, line)
      ) {
        const more = chunkEnd(lines, free, next);
        mark(next, more);
        line = more;
      }
      continue;
    }
    line += 1;
  }
}

/** True for a ruled line: marks alone, or marks around a short title as Yahoo's and Google's footers have. */
export function isRule(text: string, start = 0, stop = text.length): boolean {
  const [from, to] = trimmed(text, start, stop);
  return to - from >= 2 && RULE.test(text, from, to);
}

/** True for a line that closes the own words of a mail: "Sent from my phone", "Get Outlook for iOS". */
export function isDeviceLine(text: string, start = 0, stop = text.length): boolean {
  if (stop - start >= 120) return false;
  const [from, to] = trimmed(text, start, stop);
  return DEVICE.test(text, from, to);
}

/** The bounds of a part of a text without the white space at its ends. */
function trimmed(text: string, start: number, stop: number): [from: number, to: number] {
  let from = start;
  let to = stop;
  while (from < to && isSpace(text.charCodeAt(from))) from += 1;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to -= 1;
  return [from, to];
}

/** What was read of a footer so far: how many lines, whether it spoke as footers do, and where it ended last. */
interface FooterSoFar {
  at: number;
  end: number;
  words: number;
  blanks: number;
  spoken: boolean;
  linked: boolean;
}

/** The end of the footer that a ruled line opens, or the line itself where what follows is no footer. */
function ruledFooterEnd(lines: Lines, free: (line: number) => boolean, at: number): number {
  const footer: FooterSoFar = { at, end: at, words: 0, blanks: 0, spoken: SAYS.test(lineAt(lines, at)), linked: false };
  let line = at + 1;
  for (; line < lines.count && free(line) && footer.words <= MAX_FOOTER; line += 1) {
    if (isBlankLine(lines, line)) {
      footer.blanks += 1;
      if (footer.blanks > (footer.spoken ? 2 : MAX_GAP)) break;
      continue;
    }
    const text = lineAt(lines, line);
    const settled = settledEnd(footer, lines, free, line, text);
    if (settled !== null) return settled;
    // A new paragraph that says nothing of lists is the writer's again.
    if (footer.spoken && footer.blanks > 0 && !SAYS.test(text) && !restSpeaks(lines, free, line)) break;
    footer.blanks = 0;
    footer.words += 1;
    if (SAYS.test(text)) footer.spoken = true;
    if (/https?:\/\/|www\./.test(text)) footer.linked = true;
    if (!footer.spoken && footer.words > QUIET_LINES) return at;
    footer.end = line + 1;
  }
  return footer.spoken || (line >= lines.count && isAdvertisement(footer, lines)) ? footer.end : at;
}

/** Where a footer ends for sure at one of its lines; null where it goes on. */
function settledEnd(
  { at, end, blanks, spoken }: FooterSoFar,
  lines: Lines,
  free: (line: number) => boolean,
  line: number,
  text: string,
): number | null {
  // Below the ruled line of a patch git lists commits and changed files, whose titles may speak of lists.
  if (GIT_LISTS.test(text)) return spoken && line > at + 1 && blanks > 0 ? end : at;
  if (!isRule(text) || line === at + 1) return null;
  if (!spoken) return at;
  // The rule that closes this footer, unless it opens the next one.
  return speaksSoon(lines, free, line + 1) ? line : line + 1;
}

/** Few lines with a link, and nothing of the writer's below. Behind a signature's mark it is a signature. */
function isAdvertisement({ at, words, linked }: FooterSoFar, lines: Lines): boolean {
  return words > 0 && words <= QUIET_LINES && linked && !/^--\s?$/.test(lineAt(lines, at));
}

/** True where the few lines behind a rule speak as footers do. */
function speaksSoon(lines: Lines, free: (line: number) => boolean, from: number): boolean {
  let words = 0;
  for (
    let line = from;
    line < lines.count && line < from + QUIET_LINES * 2 && free(line) && words <= QUIET_LINES;
    line += 1
  ) {
    if (isBlankLine(lines, line)) continue;
    const text = lineAt(lines, line);
    if (isRule(text)) return false;
    if (SAYS.test(text)) return true;
    words += 1;
  }
  return false;
}

/** True where the paragraph that begins at a line speaks as footers do. */
function restSpeaks(lines: Lines, free: (line: number) => boolean, from: number): boolean {
  for (let line = from; line < lines.count && line < from + 6 && free(line) && !isBlankLine(lines, line); line += 1) {
    if (SAYS.test(lineAt(lines, line))) return true;
  }
  return false;
}

function chunkEnd(lines: Lines, free: (line: number) => boolean, from: number): number {
  let line = from;
  while (line < lines.count && line < from + MAX_FOOTER && free(line) && !isBlankLine(lines, line)) line += 1;
  return line;
}

function nextWord(lines: Lines, from: number): number {
  let line = from;
  while (line < lines.count && line <= from + MAX_GAP && isBlankLine(lines, line)) line += 1;
  return line;
}

/** `Alice Ahlgren (10):` of a shortlog, ` pool.c | 15 +++` of a diffstat. */
const GIT_LISTS = /^\S.{0,80} \(\d{1,4}\):$|^ \S.{0,200} \|\s+(?:\d+ [+-]*|Bin )/;
/** Empty lines within a footer. */
const MAX_GAP = 6;
const MAX_FOOTER = 30;
/** An advertisement may stand above the words that give a footer away. */
const QUIET_LINES = 9;
/** Marks alone; the mixed forms are Google's `--~--~---` and Yahoo's `---~-->`. */
const RULE = new HeadPattern(
  /^(?:-{2,}|_{4,}|={4,}|\*{4,}|#{4,}|~{4,}|\.{6,}|\+{4,}|[-~]{6,}(?:->)?|[-=_*~#.]{6,}|-{6,}[ \w!.,&]{3,60}-{2,}[~>-]*|={3,}[ \w!.,]{3,40}={3,}|<+-{4,}>+|-=+-|─{4,}|━{4,}|═{4,}|—{3,}|–{4,}|-~[-~]+)$/,
);
/** What footers say. */
const SAYS = pattern('i', [
  ...forms`
  \bunsubscri | \bsubscri(?:be|ption|bed)\b.{0,60}\b(?:list|group|e?-?mail|options) | \bmailing[- ]?list\b
  \bmaillist\b | mailman | listinfo | \/lists?\.[\w-]+\.\w | lists\.sourceforge | majordomo
  You (?:are receiving|received) this | \bthis (?:list|group|newsletter)\b | \b(?:to )?post (?:to|a message)\b
  For additional commands | p\.sf\.net | groups\.google | googlegroups | yahoogroups | Yahoo! Groups | \/group\/
  automatically generated | auto(?:mated|matic)? (?:message|e-?mail|mail) | sent by Atlassian | listserv | lists?@
  -request@ | -help@ | -owner@ | \/mailman | list archive | Archives?:\s+\S*http | Maillist-Archive
  profile: http | View this thread | Powered by | \bFAQ\b.{0,40}http | confidential | privileged
  intended (?:recipient|only|solely) | abonn(?:er|ement|ieren) | désinscri | desuscri | desabon | cancellar
  abmelden | Zobrazit | odhl[áa]s | отписа | 退订 | 購読
`,
  'To change (?:your|list) ',
  'list (?:etiquette|rules|guidelines)',
  'Linux-kernel mailing',
]);
/** What opens a footer that has no ruled line above it. */
const OPENS = new HeadPattern(
  pattern(
    'i',
    '^(?:',
    [
      'This message was sent from: ',
      ...forms`
  To unsubscribe from this (?:list|group) | You received this message because you are subscribed
  You are receiving this (?:mail|message|e-?mail|because)
  This message (?:is|was) (?:automatically generated|sent by (?:Atlassian|JIRA)) | Your use of Yahoo! Groups
`,
      'Mailing list info: ',
      String.raw`-- ?\S.{0,40}mailing list`,
      'More majordomo info at',
      joined(
        'This (?:e-?mail|message|communication)(?:',
        [
          ' and any',
          String.raw` \(including`,
          ', including',
          ' may contain',
          ' is (?:intended|confidential|privileged)',
        ],
        ').{0,200}',
      ),
      ...forms`
  IMPORTANT NOTICE: The contents of this
  The information (?:contained |transmitted )?in this (?:e-?mail|message|communication)
  CONFIDENTIALITY(?: NOTICE)?\b | Diese E-?Mail enthält vertrauliche
  Ce (?:message|courriel) (?:et|est) .{0,40}confidentiel | DISCLAIMER\b | Read and post on the web
  View this message in context | This is an automat(?:ed|ically generated) (?:message|e-?mail)
  Please do not reply to this (?:e-?mail|message) | Zobrazit(?: diskusi)?: http | Deet-doot-dot, I am a bot
`,
    ],
    ')',
  ),
);
const DEVICE = new HeadPattern(
  pattern(
    'i',
    '^(?:',
    forms`
  Sent from (?:my |a |the )?(?:\S+ ){0,5}\S+\.? | Sent via \S.{0,60} | Sent with \S.{0,60}
  Get Outlook for \S.{0,60} | Sendt fra min .{1,40} | Von meinem .{1,40} gesendet\.? | Gesendet von .{1,50}
  Envoyé (?:de|depuis) mon .{1,40} | Enviado (?:desde|do) (?:mi|meu) .{1,40} | Inviato da(?:l mio)? .{1,40}
  Skickat från min .{1,40} | Lähetetty .{1,40} | Verzonden vanaf mijn .{1,40} | Verstuurd vanaf mijn .{1,40}
  Wysłane z .{1,40} | Odesláno z .{1,40} | Отправлено (?:с|из) .{1,40} | 从我的.{1,30}发送 | 发自我的.{1,30} | iPhoneから送信
  나의 iPhone에서 보냄 | \[?Get the .{1,30} app | Download the .{1,30} app
`,
    ')$',
  ),
);
