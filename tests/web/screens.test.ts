import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APP_SCREENS } from '../../server/contract/screens.ts';
import { SCREENS } from '../../web/screens/screens.ts';

/** Screens whose addresses the server draws too, for readers without JavaScript. */
const ALSO_DRAWN = new Set(['/', '/search', '/r/:id']);
const paths = SCREENS.flatMap((screen) => screen.paths);

describe('a screen', () => {
  it('that only the app draws is known to the server too: else its address is a list that nobody has', () => {
    const own = paths.filter((path) => /^\/(?!:)/.test(path) && !ALSO_DRAWN.has(path));
    expect(own.sort()).toEqual(Object.keys(APP_SCREENS).sort());
  });

  it('has an address', () => {
    const files = readdirSync(resolve(import.meta.dirname, '../../web/screens')).filter((name) =>
      name.endsWith('-screen.tsx'),
    );
    expect(SCREENS.length).toBe(files.length);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
