import { Type } from 'typebox';
import { findOutcome } from '../find-outcome.ts';
import { renderOtherNames, renderPatchOutcome } from '../../present/text/outcome.ts';
import { renderPull } from '../../present/text/pull.ts';
import { renderStanding } from '../../present/text/standing.ts';
import { tool, ToolError, within } from '../tool.ts';

export const outcomeTool = tool({
  name: 'outcome',
  title: 'What became of a patch or thread',
  description:
    'The outcome of a patch, of a request to pull, or of all patches and questions of a thread, each with the sentence that says so, who said it and where. What was concluded and not said is marked as such. Silence is never assent.',
  input: Type.Object({
    what: Type.String({
      minLength: 1,
      maxLength: 1000,
      description: 'a Message-ID, a lore link, or the name of a patch as people remember it',
    }),
  }),
  async run(ask, { what }) {
    const found = await findOutcome(ask, what);
    if (!found) throw new ToolError(`Nothing here goes by “${what}”. Try search.`);
    const text =
      found.kind === 'thread'
        ? renderStanding(found.summary)
        : found.kind === 'pull'
          ? renderPull(found.pull)
          : [renderPatchOutcome(found.patch), renderOtherNames(found.others)].filter(Boolean).join('\n\n');
    return within(text, 'ask for one of its patches');
  },
});
