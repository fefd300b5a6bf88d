/** A source that cannot be read at all; its message is a sentence for the one who named it. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/** The sentence of any failure: ours as it stands, the system's with the path. */
export function sentence(error: unknown, path: string): string {
  if (error instanceof SourceError) return error.message;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOENT') return `There is no file or folder ${path}.`;
  if (code === 'EACCES' || code === 'EPERM') return `${path} may not be read (permission denied).`;
  if (code === 'EMFILE') return `Too many files are open; ${path} could not be read.`;
  return `${path} could not be read: ${error instanceof Error ? error.message : String(error)}`;
}
