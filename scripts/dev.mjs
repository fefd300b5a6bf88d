/** Develops: the server restarts and the screens reload when a file changes. Arguments go to `lorescope serve`. */
import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const serve = process.argv.slice(2);
const children = [
  spawn(process.execPath, ['--import', 'tsx', '--watch', 'server/cli/main.ts', 'serve', ...serve], {
    cwd: root,
    stdio: 'inherit',
  }),
  spawn(process.execPath, [resolve(root, 'node_modules/vite/bin/vite.js'), '--config', 'web/vite.config.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, LORESCOPE_PORT: portOf(serve) },
  }),
];
for (const child of children) child.on('exit', stop);
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

function stop() {
  for (const child of children) child.kill();
}

/** The port that the server was told to take, for vite's proxy. */
function portOf(args) {
  const at = args.indexOf('--port');
  return at >= 0 ? (args[at + 1] ?? '8080') : '8080';
}
