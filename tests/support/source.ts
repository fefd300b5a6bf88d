/** Walks a source to its end and sorts its events. */
import { openSource } from '../../ingest/read/source.ts';
import type { ProblemEvent, RawMail, RemovalEvent, SourceState } from '../../data/records/index.ts';

export interface Walk {
  kind: string;
  mails: RawMail[];
  removals: RemovalEvent[];
  problems: ProblemEvent[];
  states: SourceState[];
  /** How many mails had come when each state was given. */
  counts: number[];
  order: string[];
  progress: { read: number; total: number | null };
}

export async function walk(
  path: string,
  options: { list?: string | null; maxMailBytes?: number } = {},
  state: SourceState | null = null,
): Promise<Walk> {
  const source = await openSource(path, options, state);
  const found: Walk = {
    kind: source.kind,
    mails: [],
    removals: [],
    problems: [],
    states: [],
    counts: [],
    order: [],
    progress: { read: 0, total: null },
  };
  for await (const event of source.events) {
    found.order.push(event.type);
    if (event.type === 'mail') found.mails.push(event.mail);
    else if (event.type === 'removal') found.removals.push(event);
    else if (event.type === 'problem') found.problems.push(event);
    else {
      found.states.push(event.state);
      found.counts.push(found.mails.length);
    }
  }
  found.progress = source.progress();
  return found;
}

/** The state that the last checkpoint gave, as it comes back from storage. */
export function lastState(found: Walk): SourceState {
  return JSON.parse(JSON.stringify(found.states.at(-1) ?? null)) as SourceState;
}

export function texts(found: Walk): string[] {
  return found.mails.map((mail) => mail.bytes.toString('latin1'));
}
