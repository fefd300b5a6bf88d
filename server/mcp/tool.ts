import type { Static, TObject } from 'typebox';

/** Asks the API: the answer, or null where there is nothing by that name. Throws a {@link ToolError} for what is wrong otherwise. */
export type Ask = <Answer>(path: string) => Promise<Answer | null>;

/** A sentence for the one who called a tool. */
export class ToolError extends Error {
  override name = 'ToolError';
}

/** A question that a language model may put to the archive; answers are plain text with Message-IDs. */
export interface Tool<Schema extends TObject = TObject> {
  name: string;
  title: string;
  description: string;
  input: Schema;
  run(ask: Ask, input: Static<Schema>): Promise<string>;
}

/** Keeps the types of a tool together. */
export function tool<Schema extends TObject>(one: Tool<Schema>): Tool {
  return one as unknown as Tool;
}

/** Cuts an answer to what a model's window bears well, at a line, and says how to get the rest. */
export function within(text: string, more: string, limit = LONGEST): string {
  if (text.length <= limit) return text;
  const cut = text.lastIndexOf('\n', limit);
  return `${text.slice(0, cut > limit / 2 ? cut : limit)}\n[cut here; ${more}]`;
}

/** Characters: about five thousand tokens. */
export const LONGEST = 20_000;
