import { samePerson } from '../../data/rules/person.ts';
import { NOBODY_ANSWERED } from '../../ingest/analyze/outcomes/turn.ts';
import { NO_ANSWER } from '../../ingest/analyze/points/status.ts';
import type { Judged } from './judge.ts';

/** Claims of absence that a mail or a row of the ledger belies, and rows whose words do not stand in their mail; empty where all is well. */
export function falseAbsences({ judgement, messages }: Judged): string[] {
  const found: string[] = [];
  const replies = new Map<string, string[]>();
  for (const { key, parent, bot } of messages.values())
    if (parent !== null && !bot) replies.set(parent, [...(replies.get(parent) ?? []), key]);
  const byOthers = (key: string) =>
    (replies.get(key) ?? []).filter((reply) => !samePerson(messages.get(reply)!.from, messages.get(key)!.from));
  const { points } = judgement;
  for (const { record, outcome } of judgement.patches) {
    const from = messages.get(record.key)?.from;
    if (outcome.turn?.why !== NOBODY_ANSWERED || !from) continue;
    for (const reply of byOthers(record.key)) found.push(`${record.key}: nobody has answered, but ${reply} did`);
    for (const { about, messageId, by } of points)
      if (about === record.key && messageId !== about && !samePerson(by, from) && !messages.get(messageId)?.bot)
        found.push(`${record.key}: nobody has answered, but ${messageId} asks of it`);
  }
  for (const { state, question } of judgement.discussions) {
    if (state !== 'unanswered') continue;
    for (const reply of messages.has(question.messageId) ? byOthers(question.messageId) : [])
      found.push(`${question.messageId}: unanswered, but ${reply} answers`);
    for (const { messageId, lines, status } of points)
      if (messageId === question.messageId && lines[0] === question.lines[0] && status !== 'open')
        found.push(`${question.messageId}: unanswered, but its row is ${status}`);
  }
  for (const { messageId, lines, text, status, why, answeredBy, closedBy, recovered } of points) {
    const where = `${messageId}:${lines[0]}`;
    if (status === 'open' && (closedBy !== null || (why.startsWith(NO_ANSWER) && answeredBy.length > 0)))
      found.push(`${where}: open with ${why}, answered by ${answeredBy.join(', ') || closedBy!.messageId}`);
    if (closedBy !== null && !messages.has(closedBy.messageId)) found.push(`${where}: closed by no message`);
    const mail = messages.get(messageId);
    if (!mail) found.push(`${where}: no message`);
    else if (
      !recovered &&
      !text.split(' […] ').every((part) => folded(mail.text).includes(folded(part).slice(0, SURELY)))
    )
      found.push(`${where}: “${text.slice(0, 60)}” is not in it`);
  }
  return found;
}

const folded = (text: string) => text.replace(/\s+/g, ' ').trim();
/** Between sentences a mail may hold what is none of them; their first one stands as it is. */
const SURELY = 24;
