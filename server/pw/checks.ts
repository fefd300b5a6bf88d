import type { ParsedMail, Signal } from '../../data/records/index.ts';
import type { PwCheckState } from './contract.ts';

/** What a program's report says of a patch. */
export interface Report {
  context: string;
  state: PwCheckState;
  targetUrl: string | null;
  description: string | null;
}

/** Reads a mail that a program wrote as a check; null where it reports no result (a notice that a patch was taken, a reminder). */
export function readReport(mail: Pick<ParsedMail, 'from' | 'text'>, signals: readonly Signal[]): Report | null {
  const lines = mail.text.split('\n').filter((line) => !line.startsWith('>'));
  const head = lines.slice(0, MOST_LINES);
  const told = signals.find(({ says }) => says === 'test-failed' || says === 'bot-review');
  const at = told
    ? { state: told.says === 'bot-review' ? ('warning' as const) : failureIn(head), line: told.text }
    : resultIn(head);
  if (at === null || (!told && signals.some(({ says }) => DECISIONS.has(says)))) return null;
  return {
    context: contextOf(mail.from),
    state: at.state,
    targetUrl: addressIn(lines),
    description: at.line.replace(/\s+/g, ' ').trim().slice(0, 200) || null,
  };
}

/** The worst of several results, as one word for the patch; `pending` where nobody reported. */
export function worstOf(states: readonly PwCheckState[]): PwCheckState {
  return WORST_FIRST.find((state) => states.includes(state)) ?? 'pending';
}

function resultIn(lines: readonly string[]): { state: PwCheckState; line: string } | null {
  for (const [state, pattern] of RESULTS) {
    const line = lines.find((one) => pattern.test(one));
    if (line !== undefined) return { state, line };
  }
  return null;
}

/** A report of trouble: warnings alone, or something that fails. */
const failureIn = (lines: readonly string[]): PwCheckState =>
  lines.some((line) => FAILS.test(line)) || !lines.some((line) => WARNS.test(line)) ? 'fail' : 'warning';

function contextOf({ name, email }: ParsedMail['from']): string {
  const slug = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '');
  return slug(name) || slug(email.split('@')[0]!) || 'report';
}

/** The address of the report: one that is introduced as such, else the first. */
function addressIn(lines: readonly string[]): string | null {
  const found = lines.flatMap((line, n) => {
    const address = /https?:\/\/[^\s<>"')\]]+/.exec(line)?.[0];
    return address
      ? [
          {
            address,
            isReport: /\b(?:report|results?|logs?|details|build|run|job)\b/i.test(`${lines[n - 1] ?? ''} ${line}`),
          },
        ]
      : [];
  });
  return (found.find(({ isReport }) => isReport) ?? found[0])?.address ?? null;
}

const FAILS =
  /\b(?:FAIL(?:ED|URES?)?|[Ff]ail(?:ed|ures?)|ERRORS?|[Ee]rrors?:|BROKEN|Yet something to improve|REGRESSION)\b/;
const WARNS = /\bwarnings?\b|Perhaps something to improve|checkpatch/i;
const PASSES = /\b(?:PASS(?:ED)?|SUCCESS|[Ss]uccess(?:ful(?:ly)?)?|[Pp]assed|OK|no (?:issues|regressions|failures))\b/;
const RESULTS: readonly (readonly [PwCheckState, RegExp])[] = [
  ['fail', FAILS],
  ['warning', WARNS],
  ['success', PASSES],
];
const WORST_FIRST: readonly PwCheckState[] = ['fail', 'warning', 'success'];
/** What programs say that decides something is no check. */
const DECISIONS = new Set(['accepted', 'mainlined', 'superseded', 'rejected', 'dropped', 'moved', 'pull', 'posted']);
/** A report says its result at the top; logs follow. */
const MOST_LINES = 60;
