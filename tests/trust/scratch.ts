import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder; the caller takes it away. */
export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'lorescope-trust-'));
}
