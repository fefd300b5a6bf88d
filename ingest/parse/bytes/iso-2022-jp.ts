import iconv from 'iconv-lite';

/**
 * Text of ISO-2022-JP bytes (RFC 1468, and RFC 1554 and JIS X 0201 kana as far as mail uses them), which iconv-lite
 * lacks: each run between escape sequences is written as EUC-JP, for which there is a table.
 * @returns null where bytes or an escape sequence have no meaning
 */
export function decodeIso2022Jp(bytes: Buffer): string | null {
  const out: string[] = [];
  let mode: Mode = 'ascii';
  let at = 0;
  while (at < bytes.length) {
    let stop = bytes.indexOf(ESC, at);
    if (stop < 0) stop = bytes.length;
    if (stop > at) {
      const text = decodeRun(bytes.subarray(at, stop), mode);
      if (text === null || text.includes('\ufffd')) return null;
      out.push(text);
    }
    if (stop === bytes.length) break;
    const escape = ESCAPES.find(
      ([sequence]) => bytes.toString('latin1', stop + 1, stop + 1 + sequence.length) === sequence,
    );
    if (!escape) return null;
    mode = escape[1];
    at = stop + 1 + escape[0].length;
  }
  return out.join('');
}

type Mode = 'ascii' | 'kana' | 'jis0208' | 'jis0212';

function decodeRun(run: Buffer, mode: Mode): string | null {
  if (run.some((byte) => byte > 0x7f)) return null;
  if (mode === 'ascii') return run.toString('latin1');
  const euc: number[] = [];
  for (let i = 0; i < run.length; i++) {
    const byte = run[i] ?? 0;
    // A line end in a two-byte run: some mailers forget to escape back to ASCII.
    if (byte <= 0x20 || byte === 0x7f) euc.push(byte);
    else if (mode === 'kana') euc.push(0x8e, byte | 0x80);
    else {
      const second = run[++i];
      if (second === undefined) return null;
      if (mode === 'jis0212') euc.push(0x8f);
      euc.push(byte | 0x80, second | 0x80);
    }
  }
  return iconv.decode(Buffer.from(euc), 'eucjp', { stripBOM: false });
}

const ESC = 0x1b;

const ESCAPES: [sequence: string, mode: Mode][] = [
  ['(B', 'ascii'],
  ['(J', 'ascii'],
  ['(H', 'ascii'],
  ['(I', 'kana'],
  ['$@', 'jis0208'],
  ['$B', 'jis0208'],
  ['$(@', 'jis0208'],
  ['$(B', 'jis0208'],
  ['$(D', 'jis0212'],
];
