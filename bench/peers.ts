import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { corporaOf, PROGRAM, scratch, writeMadeUp } from './archives.ts';
import { type Cost, costOf } from './cost.ts';
import { mailsIn, writeEpoch } from './epoch.ts';
import { table } from './table.ts';

/**
 * The same mails read by Lorescope with everything on and indexed by public-inbox (full text), notmuch and mu in the same run:
 * messages per CPU second, size of what was made against the raw mail, and each as a ratio to
 * Lorescope. Questions are compared by `search-peers`. Programs that are missing are installed from Debian where this runs as root.
 */
export async function benchPeers(): Promise<object> {
  install();
  const folder = scratch();
  try {
    const [corpus] = corporaOf(['ltp-2024.mbox.gz']);
    const source = corpus ?? writeMadeUp(join(folder.path, 'made-up.mbox'), 5000);
    const inbox = join(folder.path, 'inbox');
    const maildir = join(folder.path, 'mail');
    const messages = await writeEpoch(source, inbox);
    const raw = await writeMaildir(source, maildir);
    const rows: PeerRow[] = [];
    for (const peer of PEERS) {
      if (!isThere(peer.needs)) {
        console.log(`${peer.name}: ${peer.needs} is not installed, left out`);
        continue;
      }
      const home = join(folder.path, peer.name.replace(/\W+/g, '-'));
      mkdirSync(home, { recursive: true });
      const { index, made } = peer.steps({ home, inbox, maildir });
      const before = made.reduce((sum, path) => sum + sizeOf(path), 0);
      const { cpu, wall } = timed(index, home, maildir);
      const bytes = made.reduce((sum, path) => sum + sizeOf(path), 0) - before;
      rows.push({
        name: peer.name,
        'msgs/cpu-s': Math.round(messages / cpu),
        'msgs/s': Math.round(messages / wall),
        'made/raw': Number((bytes / raw).toFixed(2)),
      });
    }
    const own = rows[0]!;
    const shown = rows.map((row) => ({
      ...row,
      'times slower': Number((own['msgs/cpu-s'] / row['msgs/cpu-s']).toFixed(1)),
      'times larger': Number((row['made/raw'] / own['made/raw']).toFixed(2)),
    }));
    console.log(
      `${messages} messages, ${Math.round(raw / 1e6)} MB. Lorescope's database holds the raw mail too; the others' stands beside what is measured.`,
    );
    table(shown);
    return { messages, raw, rows: shown };
  } finally {
    folder.remove();
  }
}

interface PeerRow {
  name: string;
  'msgs/cpu-s': number;
  'msgs/s': number;
  'made/raw': number;
}

interface Places {
  home: string;
  inbox: string;
  maildir: string;
}

interface Peer {
  name: string;
  needs: string;
  /** A shell line that indexes, and what it makes. */
  steps(places: Places): { index: string; made: string[] };
}

const PEERS: Peer[] = [
  {
    name: 'lorescope',
    needs: 'git',
    steps: ({ home, inbox }) => ({
      index: `${PROGRAM} ingest ${inbox} --list bench --db ${home}/db.sqlite`,
      made: [home],
    }),
  },
  {
    name: 'public-inbox',
    needs: 'public-inbox-index',
    steps: ({ home, inbox }) => ({
      index: `cp -r ${inbox} ${home}/bench && public-inbox-init -V2 bench ${home}/bench http://example.org/bench bench@example.org && public-inbox-index --jobs=0 ${home}/bench`,
      made: [`${home}/bench/xap15`, `${home}/bench/msgmap.sqlite3`],
    }),
  },
  {
    name: 'notmuch',
    needs: 'notmuch',
    steps: ({ home, maildir }) => ({
      index: `printf '[database]\\npath=${maildir}\\n[user]\\nname=a\\nprimary_email=a@example.org\\n' > ${home}/config && notmuch new`,
      made: [`${maildir}/.notmuch`],
    }),
  },
  {
    name: 'mu',
    needs: 'mu',
    steps: ({ home, maildir }) => ({
      index: `mu init --muhome=${home} --maildir=${maildir} && mu index --muhome=${home}`,
      made: [home],
    }),
  },
];

function timed(line: string, home: string, maildir: string): Cost {
  const env = {
    HOME: home,
    PI_CONFIG: join(home, 'pi-config'),
    NOTMUCH_CONFIG: join(home, 'config'),
    XDG_RUNTIME_DIR: home,
  };
  return costOf(`${line} 2> ${home}/errors`, { env, cwd: maildir });
}

async function writeMaildir(source: string, folder: string): Promise<number> {
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(folder, part), { recursive: true });
  let count = 0;
  let raw = 0;
  for await (const mail of mailsIn(source)) {
    writeFileSync(join(folder, 'cur', `${(count += 1)}:2,S`), mail);
    raw += mail.length;
  }
  return raw;
}

function sizeOf(path: string): number {
  try {
    const stats = statSync(path);
    if (!stats.isDirectory()) return stats.size;
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
  } catch {
    return 0;
  }
}

const isThere = (program: string) =>
  spawnSync('bash', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;

function install(): void {
  const missing = Object.entries(PACKAGES).flatMap(([program, name]) => (isThere(program) ? [] : [name]));
  if (missing.length === 0 || process.getuid?.() !== 0 || !isThere('apt-get')) return;
  console.log(`Installing ${missing.join(', ')} from Debian.`);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...missing], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

const PACKAGES = { notmuch: 'notmuch', mu: 'maildir-utils', 'public-inbox-index': 'public-inbox' };
