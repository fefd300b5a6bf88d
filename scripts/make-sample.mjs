// Writes the sample archive data/sample/*.mbox (or into the folder given) from data/sample/source/*.txt; the README.md beside
// them describes the notation. Everything follows from the sources: Message-IDs and commit ids are hashes, dates are written
// down, diffs come from git.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { delivered, mboxrd } from './sample/bytes.mjs';
import { compose } from './sample/compose.mjs';
import { openTrees } from './sample/git.mjs';
import { fail, readSources } from './sample/sources.mjs';

const SAMPLE = resolve(import.meta.dirname, '../data/sample');
const target = resolve(process.argv[2] ?? SAMPLE);

const sources = readSources(join(SAMPLE, 'source'));
const { mails, people, lists, trees } = sources;
const git = openTrees(trees);
const world = { ...sources, git };
try {
  for (const mail of mails.values()) mail.sender = people.get(mail.from) ?? fail(`${mail.key}: who is ${mail.from}?`);
  // Parents stand before their children.
  for (const mail of mails.values()) compose(mail, world);
  for (const list of lists.values()) {
    const carried = [...mails.values()]
      .filter((mail) => mail.lists.includes(list.nick))
      .sort((a, b) => a.sent - b.sent);
    const bytes = Buffer.concat(carried.map((mail) => mboxrd(delivered(mail, list, world))));
    writeFileSync(join(target, `${list.nick}.mbox`), bytes);
    console.log(`${list.nick}.mbox: ${carried.length} mails`);
  }
  console.log(`${mails.size} mails in all`);
} finally {
  git.close();
}
