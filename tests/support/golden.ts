import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/**
 * Compares `value` with the JSON file at `path`. Where they differ it writes `<name>.actual.json` beside it (ignored by git)
 * and fails with the command that shows the difference; a wanted change is taken by moving that file over the golden one.
 */
export function golden(path: string, value: unknown): void {
  const actual = `${JSON.stringify(value, null, 1)}\n`;
  const expected = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (actual === expected) return;
  const actualPath = path.replace(/\.json$/, '.actual.json');
  writeFileSync(actualPath, actual);
  expect(JSON.parse(actual), `see: diff -u ${path} ${actualPath}`).toEqual(
    expected === '' ? null : JSON.parse(expected),
  );
}
