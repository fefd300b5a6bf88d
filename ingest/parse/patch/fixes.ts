import type { Trailer } from '../../../data/records/patch.ts';

/** The commit and title that a `Fixes:` trailer names ("1234567890ab ("mm: add x")"); null for any other trailer. */
export function readFixes({ name, value }: Trailer): { commit: string; title: string } | null {
  if (!/^fixes$/i.test(name)) return null;
  const match = /^(?:commit )?([0-9a-f]{7,40})\s*\(?["']?(.+?)["']?\)?\s*$/i.exec(value);
  return match && { commit: match[1]!, title: match[2]! };
}
