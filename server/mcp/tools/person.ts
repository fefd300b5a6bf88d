import { Type } from 'typebox';
import type { PeopleAnswer, PersonAnswer } from '../../contract/index.ts';
import { tool, ToolError, within } from '../tool.ts';

export const personTool = tool({
  name: 'person',
  title: 'Who somebody is here',
  description: 'A person: addresses, lists, patches with their outcomes, tags given, latest messages.',
  input: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 200, description: 'a name, a part of one, or an address' }),
  }),
  async run(ask, { name }) {
    const person = (await ask<PersonAnswer>(`/api/v1/people/${encodeURIComponent(name)}`)) ?? (await byPart(name));
    async function byPart(part: string): Promise<PersonAnswer | null> {
      const found = await ask<PeopleAnswer>(`/api/v1/people?limit=10&q=${encodeURIComponent(part)}`);
      const [only, ...others] = found?.people ?? [];
      if (!only) return null;
      if (others.length > 0)
        throw new ToolError(`“${part}” may be: ${[only, ...others].map((one) => one.person).join(', ')}.`);
      return ask<PersonAnswer>(`/api/v1/people/${encodeURIComponent(only.person)}`);
    }
    if (!person) throw new ToolError(`Nobody here goes by “${name}”.`);
    const counts = (all: Record<string, number>) =>
      Object.entries(all)
        .map(([what, count]) => `${count} ${what}`)
        .join(', ') || 'none';
    return within(
      [
        `${person.person}${person.bot ? ' (a program)' : ''}: ${person.messages} messages, ${person.first?.slice(0, 10) ?? '?'} to ${person.last?.slice(0, 10) ?? '?'}`,
        `Addresses: ${person.addresses.map(({ email }) => email).join(', ')}`,
        `Lists: ${person.lists.map((list) => `${list.name} (${list.messages})`).join(', ')}`,
        `Patches by state: ${counts(person.states)}`,
        `Tags given: ${counts(person.given)}`,
        ...(person.patches.length > 0 ? ['', 'Newest patches:'] : []),
        ...person.patches
          .slice(0, 15)
          .map(
            (patch) =>
              `- ${patch.date?.slice(0, 10) ?? ''} ${patch.title} (v${patch.version}, ${patch.headline.state}) <${patch.messageId}>`,
          ),
        ...(person.messagesPage.length > 0 ? ['', 'Newest messages:'] : []),
        ...person.messagesPage.slice(0, 15).map((one) => `- ${one.dateUsed.slice(0, 10)} ${one.subject} <${one.key}>`),
      ].join('\n'),
      'ask search with f: for more',
    );
  },
});
