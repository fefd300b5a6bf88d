/** Builds the screens to dist/web and the program to dist/lorescope.mjs. `--web` or `--program` builds one of them. */
import { build as bundle } from 'esbuild';
import { rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as buildWeb } from 'vite';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const only = process.argv.slice(2);

if (!only.includes('--program')) {
  await buildWeb({ configFile: resolve(root, 'web/vite.config.ts'), logLevel: 'warn' });
}
if (!only.includes('--web')) {
  rmSync(resolve(root, 'dist/program'), { recursive: true, force: true });
  await bundle({
    absWorkingDir: root,
    // In pieces, so that a verb loads what it needs: `ingest` starts without the server's libraries in a fifth of the time.
    entryPoints: { lorescope: 'server/cli/main.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    chunkNames: 'program/[name]-[hash]',
    splitting: true,
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
