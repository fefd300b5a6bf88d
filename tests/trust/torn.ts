import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';

/** Overwrites a page that holds something, at about this part of the file. */
export function overwritePage(path: string, part: number): void {
  const size = 8192;
  const file = openSync(path, 'r+');
  const pages = Math.floor(readFileSync(path).length / size);
  const page = Buffer.alloc(size);
  let at = Math.floor(pages * part);
  do {
    readSync(file, page, 0, size, at * size);
    at += 1;
  } while (page.every((byte) => byte === 0) && at < pages);
  writeSync(file, Buffer.alloc(size, 0x5a), 0, size, (at - 1) * size);
  closeSync(file);
}
