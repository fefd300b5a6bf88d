import { describe, expect, it } from 'vitest';
import { decodeCharset, decodeWindows1252, findCodec } from '../../../../ingest/parse/bytes/charset.ts';
import { Defects } from '../../../../ingest/parse/bytes/defects.ts';
import { decodeIso2022Jp } from '../../../../ingest/parse/bytes/iso-2022-jp.ts';

function decode(bytes: number[] | Buffer, label: string | null): { text: string; defects: string[] } {
  const defects = new Defects();
  return { text: decodeCharset(Buffer.from(bytes), label, defects), defects: defects.list() };
}

describe('charsets', () => {
  it('every spelling of UTF-8 and ASCII is known', () => {
    for (const label of ['utf-8', 'UTF8', ' utf_8 ', 'unicode-1-1-utf-8']) expect(findCodec(label)).toBe('utf-8');
    for (const label of ['us-ascii', 'ANSI_X3.4-1968', 'ascii', '646', 'US']) expect(findCodec(label)).toBe('ascii');
  });

  it('everything iconv-lite calls an encoding and mail does not is unknown', () => {
    for (const label of [
      'base64',
      'hex',
      'binary',
      'constructor',
      '__proto__',
      'y',
      'yes',
      'true',
      'a',
      '',
      'x-unknown',
    ]) {
      expect(findCodec(label), label).toBeNull();
    }
  });

  it('the charsets of the world are known', () => {
    const labels =
      'iso-8859-1 iso-8859-2 iso-8859-7 iso-8859-8-i iso-8859-9 iso-8859-13 iso-8859-15 windows-1250 windows-1251 windows-1252 ' +
      'windows-1257 cp850 cp866 koi8-r koi8-u gb2312 gbk x-gbk gb18030 hz-gb-2312x big5 big5-hkscs euc-jp shift_jis x-sjis ' +
      'iso-2022-jp euc-kr ks_c_5601-1987 windows-949 utf-7 utf-16 utf-16le tis-620 macintosh x-mac-cyrillic viscii';
    const unknown = labels.split(' ').filter((label) => findCodec(label) === null);
    expect(unknown).toEqual(['hz-gb-2312x']);
  });

  it('ISO-2022-KR shifts between ASCII and Korean, and may hold EUC-KR all the same', () => {
    const shifted = Buffer.from('\x1b$)CHello \x0e>H3g\x0f.\n\x0e>H3g\nend\n', 'latin1');
    expect(decode(shifted, 'iso-2022-kr')).toEqual({ text: 'Hello 안녕.\n안녕\nend\n', defects: [] });
    expect(decode([0xbe, 0xc8, 0xb3, 0xe7], 'ISO-2022-KR').text).toBe('안녕');
  });

  it('HZ has its Chinese between braces', () => {
    const text = '~{<:Ky2;SC~} ~~ 1~\n2\n~{<:Ky\nend';
    for (const label of ['hz-gb-2312', 'HZ'])
      expect(decode(Buffer.from(text), label).text).toBe('己所不用 ~ 12\n己所\nend');
    expect(decode(Buffer.from('a ~ b ~x'), 'hz')).toEqual({ text: 'a ~ b ~x', defects: [] });
  });

  it('GB 2312 under the names of old Unix systems', () => {
    for (const label of ['eucgb2312_cn', 'EUC-CN', 'gb_2312-80'])
      expect(decode([0xcb, 0xae], label)).toEqual({ text: '水', defects: [] });
  });

  it('windows-1252 gives every byte a character', () => {
    const all = decodeWindows1252(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)));
    expect(new Set(all).size).toBe(256);
    expect(all[0x80]).toBe('€');
    expect(all[0x81]).toBe('\x81');
    expect(all[0x9f]).toBe('Ÿ');
    expect(all[0xe4]).toBe('ä');
  });

  it('a declared charset that fails is read as UTF-8, else windows-1252, with a defect', () => {
    expect(decode([0xff, 0x41], 'utf-8')).toEqual({ text: 'ÿA', defects: ['charset-invalid:utf-8'] });
    expect(decode([0xc3, 0xbc, 0xff], 'euc-kr').defects).toEqual(['charset-invalid:euc-kr']);
    expect(decode([0x1b, 0x24, 0x42, 0xc3, 0xbc], 'iso-2022-jp').defects).toEqual(['charset-invalid:iso-2022-jp']);
    expect(decode([0xc3, 0xbc], 'iso-2022-jp').text).toBe('ü');
  });

  it('a true replacement character is no failure', () => {
    expect(decode(Buffer.from('\ufffd'), 'utf-8')).toEqual({ text: '\ufffd', defects: [] });
    expect(decode([0x84, 0x31, 0xa4, 0x37], 'gb18030')).toEqual({ text: '\ufffd', defects: [] });
  });

  it('NUL and a byte order mark stay', () => {
    expect(decode([0xef, 0xbb, 0xbf, 0, 0x41], 'utf-8').text).toBe('\ufeff\0A');
    expect(decode([0, 0x41], 'koi8-r').text).toBe('\0A');
  });
});

describe('ISO-2022-JP', () => {
  it('changes between ASCII, JIS X 0208, kana and Roman', () => {
    const bytes = Buffer.from('a\x1b$BF|K\\\x1b(Bb\x1b(I6E\x1b(J~\x1b(B', 'latin1');
    expect(decodeIso2022Jp(bytes)).toBe('a日本bｶﾅ~');
  });
  it('a line end inside a two-byte run is a line end', () => {
    expect(decodeIso2022Jp(Buffer.from('\x1b$BF|\nK\\\x1b(B', 'latin1'))).toBe('日\n本');
  });
  it('fails on bytes above 127, odd pairs and unknown escapes', () => {
    expect(decodeIso2022Jp(Buffer.from([0x41, 0xe4]))).toBeNull();
    expect(decodeIso2022Jp(Buffer.from('\x1b$BF', 'latin1'))).toBeNull();
    expect(decodeIso2022Jp(Buffer.from('\x1b%G', 'latin1'))).toBeNull();
  });
});
