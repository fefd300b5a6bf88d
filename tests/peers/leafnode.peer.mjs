// leafnode as a mirror of the lists: it fetches the groups it is told to, every message of them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GROUP, messagesOf } from './news.mjs';
import { serveNews } from './server.mjs';

export const program = '/usr/sbin/fetchnews';
export const title = 'leafnode (over NNTP)';

export async function tests(context) {
  if (process.getuid?.() !== 0) {
    console.log('  it keeps its files where root alone may put others in their place, left out');
    return [];
  }
  const port = await serveNews(context);
  return [
    [
      'it mirrors a list, every message of it',
      () => {
        const home = join(context.scratch, 'leafnode');
        const spool = join(home, 'spool');
        const etc = join(home, 'etc');
        const folders = ['failed.postings', 'interesting.groups', 'leaf.node', 'message.id', 'out.going', 'temp.files'];
        for (const name of folders) mkdirSync(join(spool, name), { recursive: true });
        for (let n = 0; n < 1000; n += 1)
          mkdirSync(join(spool, 'message.id', String(n).padStart(3, '0')), { recursive: true });
        mkdirSync(etc);
        // It wants a name that looks like one of this world.
        writeFileSync(
          join(etc, 'config'),
          `server = 127.0.0.1\nport = ${port}\nexpire = 20000\nmaxage = 20000\nhostname = reader.tidepool-lists.net\n`,
        );
        writeFileSync(join(spool, 'interesting.groups', GROUP), '');
        execFileSync('chown', ['-R', 'news:news', home]);
        // In a name space of its own its folders are ours, and nothing of this machine is touched.
        const script = `mount --bind '${etc}' /etc/news/leafnode && mount --bind '${spool}' /var/spool/news && /usr/sbin/fetchnews -vv && /usr/sbin/fetchnews -vv`;
        const said = execFileSync('unshare', ['-m', 'sh', '-c', `(${script}) 2>&1; true`], {
          encoding: 'utf8',
          timeout: 60_000,
        });
        const fetched = readdirSync(join(spool, GROUP)).filter((name) => /^\d+$/.test(name));
        assert.match(said, /no new articles/);
        assert.equal(fetched.length, messagesOf(context, GROUP).length, said.slice(-1000));
      },
    ],
  ];
}
