/** A made-up desk as mboxrd: a maintainer who applies one patch, and twelve others of the list that wait for a word of his. */
export function makeDesk(waiting = 12) {
  const mails = [
    patch(0, 'bay: free the last page'),
    mail('desk-applied@example.org', MAINTAINER, 'Re: [PATCH] bay: free the last page', 2, 'Applied to bay.git, thanks.\n', 'desk-0@example.org'),
  ]; // prettier-ignore
  for (let n = 1; n <= waiting; n++) mails.push(patch(n, `bay: ${WHAT[n % WHAT.length]} ${n}`));
  return mails.join('');
}

/** Whose desk it is. */
export const MAINTAINER = 'Olu Adeyemi <olu@bay.example.org>';

function patch(n, title) {
  const body = `It was not counted.\n\nSigned-off-by: ${AUTHORS[n % AUTHORS.length]}\n---\n bay${n}.c | 1 +\n 1 file changed, 1 insertion(+)\n\ndiff --git a/bay${n}.c b/bay${n}.c\n--- a/bay${n}.c\n+++ b/bay${n}.c\n@@ -1,2 +1,3 @@ int bay(void)\n int pages;\n+\tcount(${n});\n int rows;\n-- \n2.40\n`;
  return mail(`desk-${n}@example.org`, AUTHORS[n % AUTHORS.length], `[PATCH] ${title}`, n === 0 ? 1 : 2 + n, body);
}

function mail(id, from, subject, day, body, answers) {
  return (
    `From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: ${from}\nTo: desk@lists.example.org\nSubject: ${subject}\n` +
    `Date: ${new Date(Date.UTC(2024, 3, day, 9)).toUTCString().replace('GMT', '+0000')}\nMessage-ID: <${id}>\n` +
    (answers ? `In-Reply-To: <${answers}>\nReferences: <${answers}>\n` : '') +
    `List-Id: <desk.lists.example.org>\n\n${body}\n`
  );
}

const AUTHORS = [
  'Alice Ahlgren <alice@example.org>',
  'Bob Brandt <bob@example.org>',
  'Carol Castro <carol@example.org>',
];
const WHAT = ['count pages twice', 'say when it is full', 'drop an empty row'];
