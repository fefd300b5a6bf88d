// A program on a terminal of its own: keys go in, what it shows comes out.
import { execFileSync, spawnSync } from 'node:child_process';

/** True where programs can be shown on a terminal. */
export const hasTerminal = () => !spawnSync('tmux', ['-V'], { stdio: 'ignore' }).error;

/** Runs `work` with a program on a screen; the program ends with it. */
export async function onTerminal(command, env, work) {
  const socket = `lorescope-${process.pid}-${(count += 1)}`;
  const tmux = (...args) => execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...args], { encoding: 'utf8' });
  const words = Object.entries(env).map(([name, value]) => `${name}=${quoted(value)}`);
  tmux(
    'new-session',
    '-d',
    '-x',
    '160',
    '-y',
    '50',
    `env ${words.join(' ')} ${command.map(quoted).join(' ')}; sleep 60`,
  );
  try {
    await work({
      keys: (...keys) => tmux('send-keys', ...keys),
      type: (text) => tmux('send-keys', '-l', text),
      /** Waits until the screen fits, and gives it. */
      async until(pattern) {
        let screen = '';
        for (let n = 0; n < 100; n += 1) {
          screen = tmux('capture-pane', '-p');
          if (pattern.test(screen)) return screen;
          await new Promise((done) => setTimeout(done, 100));
        }
        throw new Error(`${pattern} does not come; the screen shows:\n${screen.replace(/\n+/g, '\n')}`);
      },
    });
  } finally {
    tmux('kill-server');
  }
}

let count = 0;
const quoted = (word) => `'${String(word).replaceAll("'", "'\\''")}'`;
