import type { PersonFigures, PersonMessageRecord, PersonRecord } from '../../../data/records/index.ts';
import type { PatchBrief, PersonAnswer, PersonBrief, PersonMessage } from '../../contract/index.ts';
import { everyMonth } from '../brief/months.ts';
import { quantiles } from '../brief/quantiles.ts';
import { instant, instantOrNull } from '../brief/time.ts';

export function briefPerson({ name, bot, messages, addresses }: PersonRecord): PersonBrief {
  return { person: name, bot, messages, addresses };
}

/** A person with figures, newest patches, and a page of messages. */
export function presentPerson(
  figures: PersonFigures,
  { patches, messages, next }: { patches: PatchBrief[]; messages: PersonMessageRecord[]; next: string | null },
): PersonAnswer {
  return {
    ...briefPerson(figures),
    first: instantOrNull(figures.first),
    last: instantOrNull(figures.last),
    lists: figures.lists,
    activity: everyMonth(figures.months),
    patches,
    states: figures.states,
    given: figures.given,
    reviewed: figures.reviewed,
    toAnswer: quantiles(figures.toAnswer),
    messagesPage: messages.map(presentPersonMessage),
    next,
  };
}

export function presentPersonMessage(message: PersonMessageRecord): PersonMessage {
  return { ...message, dateUsed: instant(message.dateUsed) };
}
