/** Quiet colours for the people of a thread: class names `p1` to `p8`, always beside a name. */

/** Gives each person a colour: who wrote most gets the first; bots and strangers stay grey. */
export function assignColours(
  people: readonly { person: string; newLines: number; bot: boolean }[],
): Map<string, string> {
  const ranked = people
    .filter(({ bot }) => !bot)
    .sort((a, b) => b.newLines - a.newLines || (a.person < b.person ? -1 : 1));
  return new Map(ranked.map(({ person }, rank) => [person, `p${(rank % COLOURS) + 1}`]));
}

/** The colour of a person outside of any thread: the same on every screen. */
export function colourOf(person: string): string {
  let sum = 0;
  for (const char of person) sum = (sum * 31 + char.charCodeAt(0)) % 9973;
  return `p${(sum % COLOURS) + 1}`;
}

const COLOURS = 8;
