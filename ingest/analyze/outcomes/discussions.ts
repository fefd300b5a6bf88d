import type { Discussion, Evidence, Mailbox, MessageSkeleton, Role, Signal } from '../../../data/records/index.ts';
import { parseSubject } from '../../parse/patch/subject.ts';
import type { Authority } from './context/authority.ts';
import type { OutcomeIndex } from './context/outcome-index.ts';
import type { Sections } from './sections.ts';

/**
 * Questions and proposals that are put to somebody by name, one row for each section of a thread that has any: who was asked,
 * who answered and how, on what condition, what was then done. Silence of those asked is `unanswered`. Never read from tone.
 */
export function judgeDiscussions(index: OutcomeIndex, sections: Sections, authority: Authority): Discussion[] {
  const found: Discussion[] = [];
  const titles = new Map(sections.sections.map((section) => [section.root, section.title]));
  for (const threadId of new Set([...index.skeletons.values()].map((skeleton) => skeleton.threadId))) {
    const parts = new Map<string, MessageSkeleton[]>();
    for (const message of index.thread(threadId)) {
      const section = sections.subjectOf.get(message.key) ?? null;
      const root = section ?? '';
      const list = parts.get(root);
      if (list) list.push(message);
      else parts.set(root, [message]);
    }
    for (const [section, messages] of parts) {
      const root = section === '' ? messages[0]!.key : section;
      const row = judgePart(
        root,
        titles.get(root) ?? parseSubject(index.skeletons.get(root)!.subject).title,
        messages,
        index,
        authority,
      );
      if (row) found.push(row);
    }
  }
  return found.sort((a, b) => (a.section < b.section ? -1 : 1));
}

interface Heard {
  signal: Signal;
  message: MessageSkeleton;
}

function judgePart(
  root: string,
  title: string,
  messages: readonly MessageSkeleton[],
  index: OutcomeIndex,
  authority: Authority,
): Discussion | null {
  const heard: Heard[] = messages.flatMap((message) =>
    message.bot ? [] : (index.facts.get(message.key)?.signals ?? []).map((signal) => ({ signal, message })),
  );
  const asks = heard.filter(({ signal }) => signal.asked !== undefined && signal.asked.length > 0);
  if (asks.length === 0) return null;
  // The proposal is what opens the section, where that asks somebody; else the newest question to somebody by name.
  const opening = asks.filter(({ message }) => message.key === root);
  const put = opening.length > 0 ? opening : asks.filter(({ message }) => message.key === asks.at(-1)!.message.key);
  const proposer = put[0]!.message;
  const isProposal =
    put.some(({ signal }) => PROPOSAL.test(signal.text.toLowerCase())) ||
    /^(?:re: *)*(?:rfc|proposal|\[rfc\])\b/i.test(title) ||
    RFC_SUBJECT.test(proposer.subject);
  const writers = index.writers(proposer.threadId);
  const asked = new Map<string, Mailbox>();
  for (const { signal } of put) {
    for (const who of signal.asked!) {
      const known = writers.filter(({ from }) =>
        who.email !== ''
          ? from.email.toLowerCase() === who.email.toLowerCase()
          : from.name
              .toLowerCase()
              .split(/[\s,]+/)
              .includes(who.name.toLowerCase()),
      );
      const one = new Set(known.map(({ person }) => person)).size === 1 ? known[0]! : null;
      // A word that names nobody in this thread is no name.
      if (one === null && who.email === '') continue;
      if (one?.person === proposer.person) continue;
      asked.set(one?.person ?? (who.email || who.name), one?.from ?? who);
    }
  }
  if (asked.size === 0) return null;
  const evidence = ({ signal, message }: Heard): Evidence => ({
    messageId: message.messageId,
    lines: signal.lines,
    text: signal.text,
    by: signal.by,
    role: roleIn(message, index, authority),
    signal: signal.signal,
    mode: signal.mode,
    where: 'here',
    tree: signal.tree ?? null,
    answers: signal.answers ?? null,
  });
  const history: Discussion['history'] = [
    { state: 'open', date: proposer.dateUsed, confidence: 0.9, evidence: put.map(evidence) },
  ];
  let state = 'open' as Discussion['state'];
  const after = heard.filter(
    ({ message }) =>
      message.dateUsed > proposer.dateUsed || (message.dateUsed === proposer.dateUsed && message.key > proposer.key),
  );
  let agreed = false;
  let conditional = false;
  let refused = false;
  const move = (next: Discussion['state'], confidence: number, heardNow: Heard[]) => {
    if (next === state) history.at(-1)!.evidence.push(...heardNow.map(evidence));
    else
      history.push({ state: next, date: heardNow[0]!.message.dateUsed, confidence, evidence: heardNow.map(evidence) });
    state = next;
  };
  for (const message of messages) {
    const words = after.filter((one) => one.message.key === message.key);
    if (words.length === 0) continue;
    const deeds = words.filter(({ signal }) => signal.says === 'deed');
    if (deeds.length > 0 && agreed && (message.person === proposer.person || asked.has(message.person)))
      move('done', 0.8, deeds);
    if (message.person === proposer.person) continue;
    if (!isProposal || !answers(message, proposer, words)) continue;
    const yes = words.filter(
      ({ signal }) => signal.says === 'agreement' || (signal.says === 'condition' && signal.signal === 'agrees'),
    );
    const terms = words.filter(({ signal }) => signal.says === 'condition' && signal.until === undefined);
    const no = words.filter(({ signal }) => signal.says === 'refusal');
    const byAsked = asked.has(message.person);
    if (no.length > 0 && yes.length === 0 && byAsked) {
      refused = true;
      if (state !== 'done') move('refused', 0.7, no);
    } else if (yes.length > 0 && !refused) {
      agreed = true;
      // Terms count where they stand with the yes: right below it.
      const near = terms.filter(
        (term) =>
          term.signal.signal === 'agrees' ||
          yes.some(
            (one) =>
              term.signal.lines[0] - one.signal.lines[0] <= TERMS_WITHIN && term.signal.lines[0] >= one.signal.lines[0],
          ),
      );
      conditional ||= near.length > 0;
      if (state !== 'done')
        move(
          conditional ? 'agreed-with-condition' : 'agreed',
          byAsked ? 0.85 : 0.6,
          near.length > 0 ? [...yes, ...near.filter((one) => !yes.includes(one))] : yes,
        );
    }
  }
  const heardFrom = [...asked.keys()].filter((person) =>
    messages.some((message) => message.person === person && message.dateUsed > proposer.dateUsed),
  );
  // A plain question that everybody asked has answered is talk like any other.
  if (!isProposal && heardFrom.length === asked.size) return null;
  if (state === 'open' && heardFrom.length === 0) {
    state = 'unanswered';
    history.push({ state, date: proposer.dateUsed, confidence: 0.7, evidence: put.map(evidence) });
  }
  return {
    section: root,
    title,
    asked: [...asked.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    state,
    basis: state === 'unanswered' || state === 'open' ? 'none' : 'stated',
    history,
  };
}

/** Does a message answer the proposal: does it hang right below, or quote it right above its words? */
function answers(message: MessageSkeleton, proposer: MessageSkeleton, words: readonly Heard[]): boolean {
  return (
    message.parent === proposer.key || words.some(({ signal }) => signal.answers?.messageId === proposer.messageId)
  );
}

function roleIn(message: MessageSkeleton, index: OutcomeIndex, authority: Authority): Role {
  if (message.bot) return 'bot';
  const above = index.above(message.key);
  if (above && index.skeletons.get(above.key)?.person === message.person) return 'author';
  return authority.applies(message.person) ? 'maintainer' : 'other';
}

/** Asks for leave, help or a decision: what can be agreed to. "How are things looking?" cannot. */
const PROPOSAL =
  /\b(?:would (?:this|that|it|you)|(?:can|could|will) (?:you|we|i)|are you (?:ok|okay|fine|willing|happy)|is (?:this|that|it) (?:ok|okay|fine|acceptable|alright)|acceptable|willing|ok with|okay with|fine with|objections?|shall (?:we|i)|should (?:we|i)|may i|please|pls|kindly|do you (?:mind|agree|want|prefer|think (?:we|this|it|i))|what do you think|any thoughts|opinions?|does (?:this|that) (?:work|sound)|how about|what about|let(?:'s| us))\b/;
const RFC_SUBJECT = /^(?:re: *)*(?:\[?rfc\b|proposal\b)/i;
/** A condition stands within so many lines below the yes that it limits. */
const TERMS_WITHIN = 4;
