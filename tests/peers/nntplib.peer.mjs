// Python's nntplib: every line of the overview and every article against the archive.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { GROUP, messagesOf } from './news.mjs';
import { runIn, serveNews } from './server.mjs';

export const program = 'python3';
export const title = "Python's nntplib (over NNTP)";

const SCRIPT = `
import json, sys, warnings
warnings.simplefilter('ignore')
import nntplib
from email.parser import BytesParser
s = nntplib.NNTP('127.0.0.1', int(sys.argv[1]))
_, count, first, last, name = s.group(sys.argv[2])
_, overviews = s.over((first, last))
rows = []
for number, fields in overviews:
    _, info = s.article(number)
    head = BytesParser().parsebytes(b'\\r\\n'.join(info.lines))
    rows.append({'number': number, 'id': fields['message-id'], 'subject': nntplib.decode_header(fields['subject']),
                 'lines': int(fields[':lines']), 'body': len(info.lines) - info.lines.index(b'') - 1,
                 'same': head['message-id'] == fields['message-id'], 'state': head['x-lorescope-state']})
print(json.dumps({'count': count, 'first': first, 'last': last, 'rows': rows, 'names': [g.group for g in s.list()[1]]}))
s.quit()
`;

export async function tests(context) {
  if (spawnSync('python3', ['-W', 'ignore', '-c', 'import nntplib'], { stdio: 'ignore' }).status !== 0) {
    console.log('  this Python has no nntplib any more, left out');
    return [];
  }
  const port = await serveNews(context);
  return [
    [
      'it finds every message of a list, with its subject, its lines and the state of patches',
      () => {
        const told = JSON.parse(runIn(context, 'python3', ['-c', SCRIPT, String(port), GROUP]).toString());
        const ours = messagesOf(context, GROUP);
        assert.deepEqual(told.names, ['shoreline', GROUP]);
        assert.equal(told.count, ours.length);
        const subjects = new Map(
          ours.map(({ messageId, subject }) => [`<${messageId}>`, subject.replace(/\s+/g, ' ')]),
        );
        assert.deepEqual(new Set(told.rows.map(({ id }) => id)), new Set(subjects.keys()));
        for (const row of told.rows) {
          assert.equal(row.subject.replace(/\s+/g, ' '), subjects.get(row.id), row.id);
          assert.equal(row.lines, row.body, row.id);
          assert.ok(row.same, row.id);
        }
        assert.ok(told.rows.filter(({ state }) => state !== null).length >= 20);
      },
    ],
  ];
}
