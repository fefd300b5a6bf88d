/** A wrong command: one sentence that says what to do, exit 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
