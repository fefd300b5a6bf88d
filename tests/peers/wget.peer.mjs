// wget as a mirror of the pages of one thread.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dumpSample } from './archive.mjs';
import { runIn, serve } from './server.mjs';

export const program = 'wget';
export const title = 'wget -r (a thread to take along)';

export async function tests(context) {
  const url = await serve(context);
  const id = '20251110093015.1246-1-kwabena@example.org';
  const rows = dumpSample(context).filter(({ type }) => type === 'message');
  return [
    [
      'fetches every message of a thread by following its links, none broken',
      () => {
        const to = join(context.scratch, 'mirror');
        // Not the API and not what lists and feeds hold beside the thread.
        const how = ['-q', '-r', '-l', '2', '-np', '-P', to, '--reject-regex', '/api/|[.]atom|[?]|mbox|/raw|/summary'];
        runIn(context, 'wget', [...how, `${url}/tidepool-devel/${id}/T/`, `${url}/tidepool-devel/${id}/`]);
        const { threadId } = rows.find(({ key }) => key === id);
        const wanted = rows.filter((row) => row.threadId === threadId).map(({ key }) => key);
        const [host] = readdirSync(to);
        const page = readFileSync(join(to, host, 'tidepool-devel', id, 'T', 'index.html'), 'utf8');
        for (const key of wanted) assert.ok(page.includes(`/tidepool-devel/${key}/`), key);
        assert.match(readFileSync(join(to, host, 'tidepool-devel', id, 'index.html'), 'utf8'), /generations/);
      },
    ],
  ];
}
