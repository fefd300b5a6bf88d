// The sample over NNTP, and newsreaders that are shown it: each lists the groups, opens one, opens a message.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dumpSample } from './archive.mjs';
import { serveNews } from './server.mjs';
import { hasTerminal, onTerminal } from './terminal.mjs';

export const GROUP = 'tidepool-devel';

/** What a list of the archive holds, oldest first; newsreaders see each Message-ID once. */
export const messagesOf = (context, list) =>
  dumpSample(context).filter((row) => row.type === 'message' && row.key === row.messageId && row.lists.includes(list));

/**
 * Tests of one newsreader. `start` gives its command and settings (files of its home by name); `read` leads it through the archive:
 * what it must show is in `shown`.
 */
export async function readerTests(context, name, { start, read }) {
  if (!hasTerminal()) {
    console.log('  tmux is not installed, left out');
    return [];
  }
  const port = await serveNews(context);
  const messages = messagesOf(context, GROUP);
  const first = messages[0];
  return [
    [
      `${name} lists the groups with as many messages as the archive has, opens one and reads a patch with its state`,
      async () => {
        const home = join(context.scratch, `home-${name}`);
        mkdirSync(home, { recursive: true });
        const { command, files = {} } = start({ port, home });
        for (const [file, text] of Object.entries(files)) writeFileSync(join(home, file), text);
        const env = { HOME: home, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', USER: 'test', EMAIL: 'test@example.org' };
        const title = first.subject.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
        const shown = {
          count: messages.length,
          title: new RegExp(title),
          id: new RegExp(`<${first.messageId.replaceAll('.', '\\.')}>`),
        };
        await onTerminal(command, env, (screen) => read(screen, shown));
      },
    ],
  ];
}
