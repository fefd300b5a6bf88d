/** Builds the screens to dist/web and the program to dist/lorescope.mjs. `--web` or `--program` builds one of them. */
import { build as bundle } from 'esbuild';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as buildWeb } from 'vite';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const only = process.argv.slice(2);

if (!only.includes('--program')) {
  await buildWeb({ configFile: resolve(root, 'web/vite.config.ts'), logLevel: 'warn' });
}
if (!only.includes('--web')) {
  await bundle({
    absWorkingDir: root,
    entryPoints: ['server/cli/main.ts'],
    outfile: 'dist/lorescope.mjs',
    bundle: true,
    packages: 'external',
    sourcemap: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
}
console.log('Built dist/web and dist/lorescope.mjs.');
