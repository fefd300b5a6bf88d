import type { EvidenceMode, Saying } from '../../../data/records/index.ts';
import type { OwnLine } from './own-words.ts';

/** A command to a tracker found in somebody's own words. */
export interface Command {
  line: number;
  signal: string;
  says: Saying;
  mode: EvidenceMode;
}

/**
 * Commands to Patchwork's bot (`pw-bot: cr`) and to syzbot (`#syz fix: …`): at the very start of an unquoted line only. The
 * help text at the end of syzbot's mails repeats commands with placeholders; those are no commands.
 */
export function readCommands(lines: OwnLine[]): Command[] {
  const found: Command[] = [];
  for (const { text, line } of lines) {
    const pw = /^pw-bot:\s*([\w-]+)\s*$/i.exec(text);
    const says = pw ? PATCHWORK_STATES[pw[1]!.toLowerCase()] : undefined;
    if (says !== undefined) found.push({ line, signal: 'pw-bot', says, mode: 'done' });
    const syz = /^#syz\s+(fix|dup|invalid|undup|test)\b:?\s*(.*)$/i.exec(text);
    if (syz && !/^(?:exact-|git:\/\/repo\/)/.test(syz[2]!))
      found.push({ line, signal: `syz-${syz[1]!.toLowerCase()}`, says: 'report', mode: 'done' });
  }
  return found;
}

/** Names and short forms as the bot takes them. */
const PATCHWORK_STATES: Record<string, Saying> = {
  cr: 'changes-requested',
  'changes-requested': 'changes-requested',
  accept: 'accepted',
  accepted: 'accepted',
  defer: 'deferred',
  deferred: 'deferred',
  rj: 'rejected',
  reject: 'rejected',
  rejected: 'rejected',
  na: 'not-applicable',
  nap: 'not-applicable',
  'not-applicable': 'not-applicable',
  sup: 'superseded',
  superseded: 'superseded',
};
