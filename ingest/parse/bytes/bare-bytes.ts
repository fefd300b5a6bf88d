/**
 * The UTF-8 bytes of a text without its white space, for hashing. They stand in room that is kept between calls: whoever
 * asks uses them up before the next call.
 * @param space what counts as white space: a class of single characters, global
 */
export function bareBytes(text: string, space: RegExp): Uint8Array {
  if (text.length > MAX_TEXT) return Buffer.from(text.replace(space, ''), 'utf8');
  const { kept, wide } = tableOf(space);
  if (3 * text.length > room.length) room = Buffer.allocUnsafe(4 * text.length);
  const bytes: Uint8Array = room;
  const length = room.write(text, 'utf8');
  let size = 0;
  let all = 0;
  // Without a branch: which byte is a blank no processor foresees, and guessing wrong doubled the time.
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at]!;
    all |= byte;
    bytes[size] = byte;
    size += kept[byte]!;
  }
  if (all >= ASCII && text.search(wide) >= 0) return Buffer.from(text.replace(space, ''), 'utf8');
  return bytes.subarray(0, size);
}

/** 0 for bytes of white space, 1 for all others; and what white space is outside ASCII. */
interface Table {
  kept: Uint8Array;
  wide: RegExp;
}

function tableOf(space: RegExp): Table {
  let table = tables.get(space);
  if (table === undefined) {
    const kept = Uint8Array.from({ length: 256 }, (_, code) =>
      code < ASCII && String.fromCharCode(code).search(space) >= 0 ? 0 : 1,
    );
    tables.set(space, (table = { kept, wide: new RegExp(`(?![\\x00-\\x7f])${space.source}`) }));
  }
  return table;
}

const tables = new WeakMap<RegExp, Table>();
let room = Buffer.allocUnsafe(1 << 18);
/** Longer texts are too rare to keep room for them. */
const MAX_TEXT = 1 << 20;
const ASCII = 128;
