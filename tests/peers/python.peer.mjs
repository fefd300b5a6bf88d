// Python's mailbox and email packages as referees of splitting and decoding.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { dumpSample, SAMPLE_FILES } from './archive.mjs';

export const program = 'python3';
export const title = 'Python (mailbox, email)';

export function tests(context) {
  const paths = SAMPLE_FILES.map((name) => join(context.root, 'data/sample', name));
  const theirs = JSON.parse(
    execFileSync('python3', ['-c', READER, ...paths], { encoding: 'utf8', maxBuffer: 1 << 28 }),
  );
  const ours = new Map(
    dumpSample(context)
      .filter((row) => row.type === 'message')
      .map((row) => [row.key, row]),
  );
  const unique = theirs.filter(({ id }) => !ours.has(`${id}#2`));
  const pairs = (check) => {
    for (const mail of unique) check(ours.get(mail.id), mail);
  };
  return [
    [
      'finds the same mails',
      () =>
        assert.deepEqual(new Set(theirs.map(({ id }) => id)), new Set([...ours.values()].map((row) => row.messageId))),
    ],
    [
      'decodes the same subjects, list tags aside',
      () => pairs((row, mail) => assert.equal(untagged(row.subject), untagged(mail.subject))),
    ],
    [
      'finds the same senders, where no list rewrote them',
      () => pairs((row, mail) => mail.from.includes('lists.') || assert.equal(row.from.email, mail.from)),
    ],
    ['reads the same dates', () => pairs((row, mail) => assert.equal(row.date, mail.date))],
    [
      'finds the same parents',
      () => pairs((row, mail) => assert.equal(row.parent?.replace(/#2$/, '') ?? null, mail.parent)),
    ],
    [
      'decodes the same words of declared text',
      () =>
        pairs(
          (row, mail) =>
            mail.text === null ||
            assert.equal(
              row.text.startsWith(mail.text) || mail.text.startsWith(wordsOf(row)),
              true,
              `${row.key} differs`,
            ),
        ),
    ],
  ];
}

const untagged = (subject) => subject.replace(/^\[shoreline\] /, '').trim();

/** A message's text without the footer that only one of its copies has. */
const wordsOf = (row) => row.text.split('\n_____')[0];

const READER = `
import sys, json, mailbox, email, email.policy, datetime
out = []
for path in sys.argv[1:]:
    for raw in mailbox.mbox(path, factory=None, create=False):
        m = email.message_from_bytes(raw.as_bytes(), policy=email.policy.default)
        try: date = m['date'].datetime.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
        except Exception: date = None
        text = None
        if m.get_content_type() == 'text/plain' and m['content-type'] is not None:
            text = m.get_content().split('\\n_____')[0].rstrip('\\n').replace('\\n>From ', '\\nFrom ')
        reply = m['in-reply-to']
        out.append({'id': m['message-id'].strip('<> '), 'subject': str(m['subject']), 'from': m['from'].addresses[0].addr_spec,
                    'date': date if date and date[:4] < '2080' else None, 'parent': reply.strip('<> ') if reply else None, 'text': text})
print(json.dumps(out))
`;
