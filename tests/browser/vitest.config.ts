import { defineConfig } from 'vitest/config';

/** Run by scripts/browser-tests.mjs, which starts the server and names it in LORESCOPE_URL. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/web/**/*.test.ts', 'tests/web/**/*.test.tsx', 'tests/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    pool: 'forks',
  },
});
