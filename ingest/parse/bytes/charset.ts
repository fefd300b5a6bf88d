import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import type { Defects } from './defects.ts';
import { decodeIso2022Jp } from './iso-2022-jp.ts';
import { pattern } from '../text/pattern.ts';
import { decodeHz, decodeIso2022Kr } from './shifted-charsets.ts';

/**
 * Text of `bytes` by the rules of DUMP: the declared charset where it is known and decodes; with none, us-ascii or an
 * unknown one strict UTF-8, else windows-1252. iso-8859-1 is read as windows-1252, as WHATWG's Encoding does.
 * @param label the charset parameter as written, null where there is none
 */
export function decodeCharset(bytes: Buffer, label: string | null, defects: Defects): string {
  if (label === null || label === '') return decodeUndeclared(bytes, defects);
  const codec = findCodec(label);
  switch (codec) {
    case 'ascii':
      return decodeUndeclared(bytes, defects);
    case 'windows-1252':
      return decodeWindows1252(bytes);
    case 'utf-8':
      if (isUtf8(bytes)) return decodeUtf8(bytes);
      break;
    case null:
      defects.add('charset-unknown', label);
      return decodeUndeclared(bytes, defects);
    case 'iso-2022-jp': {
      const text = decodeIso2022Jp(bytes);
      if (text !== null) return text;
      break;
    }
    case 'iso-2022-kr':
    case 'hz': {
      const text = codec === 'hz' ? decodeHz(bytes) : decodeIso2022Kr(bytes);
      if (!text.includes(REPLACEMENT)) return text;
      break;
    }
    default: {
      const text = iconv.decode(bytes, codec, { stripBOM: false });
      // iconv-lite never fails; it writes U+FFFD for what it can't read.
      if ((!text.includes(REPLACEMENT) || bytes.includes(GB18030_REPLACEMENT)) && !LONE_SURROGATE.test(text))
        return text;
    }
  }
  defects.add('charset-invalid', label);
  return isUtf8(bytes) ? decodeUtf8(bytes) : decodeWindows1252(bytes);
}

/** windows-1252 as WHATWG has it: every byte is a character, the five holes are C1 controls. Never fails. */
export function decodeWindows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (char) => {
    return String.fromCharCode(WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? 0xfffd);
  });
}

/** Which reader a charset label means: an iconv-lite name, one of our own, or null for no charset at all. */
export function findCodec(label: string): string | null {
  const key = label.trim().toLowerCase();
  let codec = codecs.get(key);
  if (codec === undefined) {
    codec = lookUp(key);
    if (codecs.size < MAX_LABELS_KEPT) codecs.set(key, codec);
  }
  return codec;
}

function decodeUndeclared(bytes: Buffer, defects: Defects): string {
  if (isUtf8(bytes)) return decodeUtf8(bytes);
  defects.add('charset-guessed', 'windows-1252');
  return decodeWindows1252(bytes);
}

function decodeUtf8(bytes: Buffer): string {
  return isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8');
}

function lookUp(key: string): string | null {
  const plain = key.replace(/^(x-|cs)(?=[a-z])/, '').replace(/[^a-z0-9]/g, '');
  const alias = ALIASES.get(plain);
  if (alias !== undefined) return alias;
  // A list of families, since iconv-lite also "decodes" base64, hex and binary.
  if (!FAMILIES.test(plain)) return null;
  return iconv.encodingExists(plain) ? plain : null;
}

const codecs = new Map<string, string | null>();
const MAX_LABELS_KEPT = 500;

const REPLACEMENT = '\ufffd';
/** What broken UTF-16 and UTF-7 come out as. */
const LONE_SURROGATE = /\p{Surrogate}/u;
/** gb18030 can hold a true U+FFFD: these are its bytes. */
const GB18030_REPLACEMENT = Buffer.from([0x84, 0x31, 0xa4, 0x37]);

const FAMILIES = pattern(
  '',
  '^(',
  [
    String.raw`iso8859\d{1,2}`,
    String.raw`windows\d{3,4}`,
    String.raw`win\d{4}`,
    String.raw`cp\d{3,4}`,
    String.raw`ibm\d{3,4}`,
    'koi8(r|u|ru|t)',
    'mac[a-z]+',
    'utf(7|16|16le|16be|32|32le|32be)',
    'ucs2',
    'viscii',
    'tcvn',
    'tis620',
    'armscii8',
    'rk1048',
    'hproman8',
    'georgian(academy|ps)',
    'gb2312',
    'gbk',
    'gb18030',
    'big5(hkscs)?',
    'euc(jp|kr)',
    'shiftjis',
    'sjis',
  ],
  ')$',
);

/** Reader <- labels without punctuation, as mail has them. gb2312 and gbk are read as their superset, as browsers do. */
const ALIASES = new Map(
  (
    [
      ['utf-8', 'utf8 unicode11utf8'],
      ['ascii', 'usascii ascii ansix341968 ansix341986 iso646us 646 us cp367'],
      ['windows-1252', 'iso88591 latin1 l1 cp819 cp1252 windows1252 win1252 ansi'],
      ['iso88592', 'latin2'],
      ['iso885915', 'latin9'],
      ['windows1254', 'iso88599'],
      ['iso88598', 'iso88598i iso88598e'],
      ['iso-2022-jp', 'iso2022jp iso2022jp2 iso2022jpms cp50220 cp50221'],
      ['iso-2022-kr', 'iso2022kr'],
      ['hz', 'hz hzgb2312'],
      ['cp949', 'ksc56011987 ksc56011989 ksc5601 korean euckr windows949 uhc'],
      ['gb18030', 'gb2312 gb231280 gb23121980 eucgb2312cn euccn gbk cp936 windows936 ms936'],
      ['big5hkscs', 'big5 cp950 windows950 cnbig5'],
      ['shiftjis', 'shiftjis sjis mskanji windows31j cp932'],
      ['koi8r', 'koi8'],
      ['utf7', 'unicode11utf7'],
      ['macintosh', 'roman macroman macintosh'],
    ] as const
  ).flatMap(([codec, labels]) => labels.split(' ').map((label) => [label, codec] as const)),
);

/** 0x80 to 0x9f; holes are the C1 controls themselves (WHATWG Encoding, index windows-1252). */
const WINDOWS_1252 = [
  0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
  0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
];
