// Reads the sources of the sample archive; data/sample/README.md describes the notation.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads all records; a record starts with "%% kind name …" and runs to the next one. */
export function readSources(folder) {
  const found = { people: new Map(), lists: new Map(), trees: new Map(), mails: new Map() };
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()) {
    const records = readFileSync(join(folder, file), 'utf8').split(/^%% /m).slice(1);
    for (const record of records) {
      const end = record.indexOf('\n');
      const [kind, name, ...words] = record.slice(0, end).trim().split(/\s+/);
      const body = record.slice(end + 1).replace(/\n+$/, '\n');
      if (kind === 'person') found.people.set(name, { nick: name, ...fields(body).head });
      else if (kind === 'list') found.lists.set(name, { nick: name, ...fields(body).head });
      else if (kind === 'tree') found.trees.set(name, makeTree(found.trees, name, words, body));
      else if (kind === 'mail') found.mails.set(name, readMail(name, body));
      else throw new Error(`${file}: unknown record "${kind}"`);
    }
  }
  return found;
}

function readMail(key, record) {
  const { head, rest } = fields(record);
  const [, day, time, zone] = /^(\S+) (\S+) (\S+)$/.exec(head.date) ?? fail(`${key}: no date`);
  return {
    key,
    ...head,
    body: rest,
    sent: Date.parse(`${day}T${time}${zone.slice(0, 3)}:${zone.slice(3)}`) / 1000,
    zone,
  };
}

/** "name: value" lines up to the first empty one; then the rest. */
function fields(text) {
  const end = text.search(/^$/m);
  const lines = text
    .slice(0, end === -1 ? undefined : end)
    .split('\n')
    .filter(Boolean);
  const head = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { head, rest: end === -1 ? '' : text.slice(end + 1) };
}

/**
 * "%% tree NAME on PARENT": the parent's files with the edits of the record made; "… same OTHER": with OTHER's edits made;
 * "… as OTHER": OTHER's files, as one change of the parent.
 */
function makeTree(known, name, [, parent, how, other], body) {
  if (how === 'as') return { ...known.get(other), name, parent };
  const edits = other ? known.get(other).edits : body;
  const files = new Map(known.get(parent)?.files ?? []);
  let at = 0;
  const lines = edits.split('\n');
  let path = '';
  const until = (mark) => {
    const from = at;
    while (lines[at] !== mark) if (++at > lines.length) fail(`${name}: no ${mark}`);
    return lines
      .slice(from, at++)
      .map((line) => `${line}\n`)
      .join('');
  };
  while (at < lines.length) {
    const line = lines[at++];
    const [word, first, second] = line.split(' ');
    if (word === '@edit') path = first;
    else if (word === '@new') files.set(first, until('@end'));
    else if (word === '@delete') files.delete(first);
    else if (word === '@rename') {
      files.set(second, files.get(first));
      files.delete(first);
    } else if (word === '<<<') {
      const before = until('===');
      const after = until('>>>');
      const old = files.get(path) ?? fail(`${name}: no file ${path}`);
      if (old.split(before).length !== 2)
        fail(`${name}: in ${path} found ${old.split(before).length - 1} times:\n${before}`);
      files.set(
        path,
        old.replace(before, () => after),
      );
    } else if (line !== '') fail(`${name}: cannot read "${line}"`);
  }
  return { name, parent, edits, files };
}

export function fail(message) {
  throw new Error(message);
}
