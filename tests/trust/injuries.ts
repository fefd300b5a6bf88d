/** Mail that was cut, flipped, repeated and spliced. */

/** A source of numbers from 0 to 1. */
export type Random = () => number;

/** One to eight injuries to a mail; pieces of the others may come in. */
export function harm(bytes: Buffer, others: readonly Buffer[], random: Random): Buffer {
  const pick = (count: number) => Math.floor(random() * count);
  let out = Buffer.from(bytes);
  for (let n = 1 + pick(8); n > 0; n -= 1) {
    const at = pick(out.length + 1);
    const piece = out.subarray(at, at + pick(Math.min(400, out.length - at + 1)));
    const behind = out.subarray(at);
    const before = out.subarray(0, at);
    switch (pick(6)) {
      case 0:
        out = before;
        break;
      case 1:
        if (at < out.length) out[at] = pick(256);
        break;
      case 2:
        out = Buffer.concat([before, ...Array.from({ length: pick(200) }, () => piece), behind]);
        break;
      case 3:
        out = Buffer.concat([before, behind.subarray(piece.length)]);
        break;
      case 4: {
        const other = others[pick(others.length)] ?? bytes;
        out = Buffer.concat([before, other.subarray(pick(other.length))]);
        break;
      }
      default:
        out = Buffer.concat([before, Buffer.from(TOKENS[pick(TOKENS.length)]!.repeat(1 + pick(500))), behind]);
    }
    // The largest mail that lists let through.
    if (out.length > 1_000_000) out = out.subarray(0, 1_000_000);
  }
  return out;
}

/** What mail and queries are made of; longer than the next injury can mend. */
const TOKENS = [
  ...['\n', '\n\n', '\r', '\r\n', '\0', ' ', '\t', '\f', '\u00a0', 'é', '日', '\u0301'],
  ...['> ', '>', '>>', '|> ', '-- \n', '\n--', '-----\n', '\n---\n', '___\n'],
  ...['=?utf-8?q?', '=?utf-8?b?', '?=', '=3D', '=\n', '<', '"', '(', ',', ', ', ';', ':', '@', 'a@b.c ', '\\'],
  ...['[PATCH ', '[PATCH v2 1/2] ', 'Re: ', 'Fwd: ', '1/2', 'v2', '@@ -1 +1 @@\n', '\ndiff --git a/x b/x\n', '+', '-'],
  ...['\nOn Monday, Alice wrote:\n', '\nFrom: a\nSent: b\nTo: c\nSubject: d\n', '-----Original Message-----\n'],
  ...[
    '\nContent-Type: multipart/mixed; boundary=b\n',
    '\n--b\n',
    'Content-Transfer-Encoding: base64\n',
    '<div>',
    '<br>',
  ],
  ...[
    '\nSigned-off-by: A <a@b.c>\n',
    'Applied, thanks.\n',
    '\nFrom mboxrd@z Thu Jan  1 00:00:00 1970\n',
    'commit 0123456 ',
  ],
  ...['s:', 'f:"', ' OR ', ' AND ', ' NOT ', '(', ')', 'd:2026..', '*', 'NEAR/3 '],
];
