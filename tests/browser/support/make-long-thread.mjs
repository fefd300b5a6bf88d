/** A made-up thread of many mails as mboxrd: questions and answers with quotes, three people, a fixed order. */
export function makeLongThread(messages) {
  const mails = [];
  const words = [];
  for (let n = 0; n < messages; n++) {
    const [name, address] = PEOPLE[n % PEOPLE.length];
    const parent = n === 0 ? -1 : n % 7 === 0 ? 0 : n - 1 - ((n * 5) % Math.min(n, 4));
    const text = [
      `Point ${n}: the pool keeps ${(n * 37) % 1000} pages although nobody asked for them, and a scan of the whole`,
      `ring takes ${(n * 13) % 90} milliseconds longer than it should. What would it cost to leave them alone?`,
      '',
      `I would rather count first and decide afterwards, as we did for point ${Math.max(0, n - 3)}.`,
    ];
    words.push(text);
    const date = new Date(Date.UTC(2026, 0, 5, 8, 0, 0) + n * 1_260_000);
    mails.push(
      [
        'From mboxrd@z Thu Jan  1 00:00:00 1970',
        `From: ${name} <${address}>`,
        'To: long@lists.example.org',
        'List-Id: <long.lists.example.org>',
        `Subject: ${n === 0 ? '' : 'Re: '}How many pages should the pool keep?`,
        `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
        `Message-ID: <long-${n}@example.org>`,
        ...(parent >= 0
          ? [`In-Reply-To: <long-${parent}@example.org>`, `References: <long-${parent}@example.org>`]
          : []),
        '',
        ...(parent >= 0
          ? [
              `On some day, ${PEOPLE[parent % PEOPLE.length][0]} wrote:`,
              ...words[parent].map((line) => `> ${line}`.trimEnd()),
              '',
            ]
          : []),
        ...text,
        '',
      ].join('\n'),
    );
  }
  return `${mails.join('\n')}\n`;
}

const PEOPLE = [
  ['Alice Ahlgren', 'alice@example.org'],
  ['Bob Brandt', 'bob@example.org'],
  ['Carol Castro', 'carol@example.org'],
];
