/** A made-up patch of so many diff lines as mboxrd: new files and changed ones, and a reply that comments a few lines. */
export function makeLongPatch(lines) {
  const parts = [];
  for (let file = 0, left = lines; left > 0; file++) {
    const size = Math.min(left, 900);
    parts.push(file % 3 === 0 ? newFile(file, size) : changedFile(file, size));
    left -= size;
  }
  const patch = head('long-patch@example.org', 'Alice Ahlgren <alice@example.org>', '[PATCH] pool: a driver of its own') +
    `A pool of pages with a driver of its own.\n\nSigned-off-by: Alice Ahlgren <alice@example.org>\n---\n${parts.join('')}-- \n2.40\n`; // prettier-ignore
  const said = parts[0].split('\n').slice(6, 14);
  const reply = head('long-patch-reply@example.org', 'Bob Brandt <bob@example.org>', 'Re: [PATCH] pool: a driver of its own', 'long-patch@example.org') +
    `On some day, Alice Ahlgren wrote:\n${said.map((line) => `> ${line}`).join('\n')}\n\nWhy is this counted twice?\n`; // prettier-ignore
  return `${patch}\n${reply}\n`;
}

function newFile(file, size) {
  const rows = Array.from({ length: size }, (_, n) => `+${code(file, n)}`);
  return `diff --git a/drivers/pool/part${file}.c b/drivers/pool/part${file}.c\nnew file mode 100644\nindex 000000000000..1234567890ab\n--- /dev/null\n+++ b/drivers/pool/part${file}.c\n@@ -0,0 +1,${size} @@\n${rows.join('\n')}\n`;
}

function changedFile(file, size) {
  const hunks = [];
  for (let done = 0, at = 10; done < size; done += 30, at += 120) {
    const rows = Array.from({ length: Math.min(30, size - done) }, (_, n) => `${' '.repeat(1)}${code(file, at + n)}`);
    const marked = rows.map((row, n) =>
      n % 10 === 4 ? `-${row.slice(1)}` : n % 10 === 5 ? `+${row.slice(1)} /* once */` : row,
    );
    const count = (marks) => marked.filter((row) => marks.includes(row[0])).length;
    hunks.push(
      `@@ -${at},${count(' -')} +${at},${count(' +')} @@ static int part${file}_scan(struct pool *pool)\n${marked.join('\n')}\n`,
    );
  }
  return `diff --git a/drivers/pool/old${file}.c b/drivers/pool/old${file}.c\nindex 0123456789ab..ba9876543210 100644\n--- a/drivers/pool/old${file}.c\n+++ b/drivers/pool/old${file}.c\n${hunks.join('')}`;
}

const code = (file, n) =>
  n % 8 === 0
    ? `static int part${file}_step${n}(struct pool *pool, unsigned long flags)`
    : n % 8 === 1
      ? '{'
      : n % 8 === 7
        ? '}'
        : `\tpool->count[${n % 64}] += page_to_pfn(pool->pages[${(n * 7) % 512}]) & ${(n * 31) % 4096};`;

function head(id, from, subject, parent) {
  return [
    'From mboxrd@z Thu Jan  1 00:00:00 1970',
    `From: ${from}`,
    'To: long@lists.example.org',
    'List-Id: <long.lists.example.org>',
    `Subject: ${subject}`,
    `Date: ${parent ? 'Tue, 6' : 'Mon, 5'} Jan 2026 08:00:00 +0000`,
    `Message-ID: <${id}>`,
    ...(parent ? [`In-Reply-To: <${parent}>`, `References: <${parent}>`] : []),
    '',
    '',
  ].join('\n');
}
