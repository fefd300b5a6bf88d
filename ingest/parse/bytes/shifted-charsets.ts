import iconv from 'iconv-lite';

/**
 * Text of ISO-2022-KR bytes (RFC 1557): SO and SI shift between ASCII and KS X 1001, which is read as EUC-KR. Bytes that
 * are EUC-KR themselves, as some mailers send under this name, stay so.
 */
export function decodeIso2022Kr(bytes: Buffer): string {
  const plain = bytes.toString('latin1').replaceAll('\u001b$)C', '');
  const euc = plain.replace(/\u000e([^\u000f\r\n]*)(?:\u000f|(?=[\r\n])|$)/g, (_, shifted: string) => raised(shifted));
  return iconv.decode(Buffer.from(euc, 'latin1'), 'cp949', { stripBOM: false });
}

/** Text of HZ bytes (RFC 1843): GB 2312 between `~{` and `~}`, `~~` for a tilde, `~` at a line's end joins two lines. */
export function decodeHz(bytes: Buffer): string {
  const euc = bytes
    .toString('latin1')
    .replace(/~(?:~|\r?\n|\{([^\r\n]*?)(?:~\}|(?=[\r\n])|$))/g, (whole, shifted?: string) =>
      shifted !== undefined ? raised(shifted) : whole === '~~' ? '~' : '',
    );
  return iconv.decode(Buffer.from(euc, 'latin1'), 'gb18030', { stripBOM: false });
}

/** Seven-bit pairs as EUC has them, with the high bit. */
const raised = (text: string) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) | 0x80));
