/** What narrows a query to some threads, and its value; nothing where all are meant. */
export const inPart = (part: ReadonlySet<number> | null) =>
  part === null ? '' : 'thread_id IN (SELECT value FROM json_each(?)) AND ';
export const partOf = (part: ReadonlySet<number> | null) => (part === null ? [] : [JSON.stringify([...part])]);
