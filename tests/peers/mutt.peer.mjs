// mutt (or neomutt) as a reader of exported mboxes.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dumpSample } from './archive.mjs';
import { runIn, serve } from './server.mjs';

export const program = ['neomutt', 'mutt'];
export const title = 'mutt or neomutt (reading a thread)';

export async function tests(context) {
  const url = await serve(context);
  const rows = dumpSample(context).filter(({ type }) => type === 'message');
  return [
    [
      'shows each message of a thread once',
      async () => {
        const id = '20260119064000.1162-1-zeynep@example.com';
        const { threadId } = rows.find(({ key }) => key === id);
        const path = join(context.scratch, 'thread.mbox');
        const fetched = await fetch(`${url}/all/${id}/t.mbox`);
        writeFileSync(path, Buffer.from(await fetched.arrayBuffer()));
        const settings = [`set folder=${context.scratch}`, 'set quit=yes', 'set index_format="<%i>"', 'push "<exit>"'];
        const command = [
          context.found,
          '-n',
          '-R',
          '-F',
          '/dev/null',
          '-f',
          path,
          ...settings.flatMap((line) => ['-e', line]),
        ];
        // It wants a terminal, which Python has.
        const screen = runIn(context, 'python3', ['-c', TERMINAL, ...command], {
          env: { TERM: 'xterm', LINES: '50', COLUMNS: '120' },
        }).toString('latin1');
        const shown = new Set([...screen.matchAll(/<([^<>\x1b]+@[^<>\x1b]+)>/g)].map(([, one]) => one));
        const ours = rows.filter((row) => row.threadId === threadId).map((row) => row.messageId);
        assert.deepEqual(shown, new Set(ours));
        assert.match(screen, new RegExp(`Msgs:${ours.length}\\b`));
      },
    ],
  ];
}

const TERMINAL = `
import os, pty, select, sys, time
child, screen = pty.fork()
if child == 0: os.execvp(sys.argv[1], sys.argv[1:])
end = time.time() + 30
while time.time() < end:
    if not select.select([screen], [], [], 0.5)[0]: continue
    try: part = os.read(screen, 65536)
    except OSError: break
    if not part: break
    sys.stdout.buffer.write(part)
else: os.kill(child, 15)
`;
