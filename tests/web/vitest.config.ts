import { defineConfig } from 'vitest/config';

/** Units of the screens, which need neither a server nor a browser; `npm run test:browser` runs them too. */
export default defineConfig({
  test: { include: ['tests/web/**/*.test.{ts,tsx}'], maxWorkers: 2 },
});
