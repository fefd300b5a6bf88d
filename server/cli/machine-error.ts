/**
 * A sentence for people where the machine, not the command, is at fault: no room, no right to write, damage, somebody else's lock. Null
 * for any other error.
 *
 * SQLite's codes: https://www.sqlite.org/rescode.html
 */
export function machineSentence(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return null;
  return SENTENCES.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}

const SENTENCES: [code: RegExp, sentence: string][] = [
  [
    /^(?:SQLITE_FULL|ENOSPC|EDQUOT|EFBIG|SQLITE_IOERR_WRITE)$/,
    'There is no room left for the database (a full disk, or a limit of size). What was stored before stands; make room and run the same command again.',
  ],
  [
    /^(?:SQLITE_READONLY|SQLITE_CANTOPEN|EROFS|EACCES|EPERM)/,
    'The database may not be written here: the file, its folder or the disk is read-only, or belongs to somebody else. Nothing was changed.',
  ],
  [
    /^(?:SQLITE_CORRUPT|SQLITE_NOTADB)/,
    'The database is damaged. lorescope doctor names the damage; restore a backup, or ingest the sources into a new file.',
  ],
  [
    /^(?:SQLITE_BUSY|SQLITE_LOCKED)/,
    'Another program has been writing to the database for half a minute. Let it end, and run the same command again.',
  ],
  [
    /^SQLITE_IOERR/,
    'The disk could not be read or written. Look at the log of the machine; lorescope doctor tells whether the database is whole.',
  ],
];
