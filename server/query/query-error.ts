/** A query that can't be understood: what is wrong, where (a place in the query, counted from 0), and what would work. */
export class QueryError extends Error {
  override name = 'QueryError';
  readonly at: number;
  readonly hint: string;

  constructor(message: string, at: number, hint: string) {
    super(message);
    this.at = at;
    this.hint = hint;
  }
}
