import type { Said } from '../context/signal-targets.ts';
import type { Formulas } from './learn.ts';

/**
 * What was said with the formulas of an archive known: a phrase that is one says that its patches were taken, a sentence of taking
 * carries its record, phrases that are none say nothing.
 */
export function applyFormulas(said: readonly Said[], formulas: Formulas): Said[] {
  const result: Said[] = [];
  for (const one of said) {
    const { signal, person } = one;
    if (signal.phrase === undefined) {
      result.push(one);
      continue;
    }
    const formula = formulas.find(person, signal.phrase);
    if (signal.says !== 'phrase') result.push(formula ? { ...one, signal: { ...signal, formula } } : one);
    else if (formula) {
      const tree = formulas.treeIn(signal.phrase) ?? signal.tree;
      result.push({
        ...one,
        signal: {
          ...signal,
          says: 'accepted',
          signal: 'formula',
          atLineStart: true,
          formula,
          ...(tree !== undefined && { tree }),
        },
      });
    }
  }
  return result;
}
