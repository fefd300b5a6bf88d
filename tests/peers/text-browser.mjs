// What browsers without JavaScript must show of pages under lore's addresses, for each of them the same.
import assert from 'node:assert/strict';
import { runIn, serve } from './server.mjs';

const V3 = '20251110093015.1246-1-kwabena@example.org';
const PATCH = '20251110093015.1246-3-kwabena@example.org';

/** Tests of a browser that prints a page as text: `dump(address)` are its arguments. */
export async function pagesReadWell(context, dump) {
  const url = await serve(context);
  const read = (path) => runIn(context, context.found, dump(`${url}${path}`)).toString();
  return [
    [
      'a list shows its threads with what became of them',
      () => {
        const text = read('/tidepool-devel/?hasPatch=true');
        assert.match(text, /Threads by last mail/);
        assert.match(text, /superseded|accepted|mainlined/i);
      },
    ],
    [
      'a message carries its outcome, who said what, and who answered what',
      () => {
        const text = read(`/tidepool-devel/${PATCH}/`);
        assert.match(text, /Superseded|superseded/);
        assert.match(text, /Who answered what/);
        assert.match(text, /Lines? \d+/);
      },
    ],
    [
      'a thread reads as a conversation, and as a list of messages',
      () => {
        assert.match(read(`/tidepool-devel/${V3}/t/`), /Kwabena Osei-Mensah/);
        assert.match(read(`/tidepool-devel/${V3}/T/`), /Kwabena Osei-Mensah/);
      },
    ],
    [
      'a summary and a search read as they do in the app',
      () => {
        assert.match(read(`/tidepool-devel/${V3}/summary/`), /Where it stands/);
        assert.match(read('/search?q=s:evict'), /message/);
        assert.match(read('/all/?q=s:evict'), /evict/);
      },
    ],
  ];
}
