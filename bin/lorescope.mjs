#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/lorescope.mjs', import.meta.url);
if (!existsSync(program)) {
  console.error('lorescope is not built yet: run `npm ci && npm run build` in the project’s root first.');
  process.exit(2);
}
await import(program.href);
