/** Steps that bring the facts of an older database up to date; entry n leads from schema n+1 to n+2. Derived tables are rebuilt instead. */
export const MIGRATIONS: string[] = [];
