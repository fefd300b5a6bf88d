/** Prints rows of figures under their names, numbers to the right; names that only some rows have stay empty in the others. */
export function table(rows: object[]): void {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => names.map((name) => String((row as Record<string, unknown>)[name] ?? '')));
  const widths = names.map((name, n) => Math.max(name.length, ...cells.map((row) => row[n]!.length)));
  const line = (row: string[]) =>
    row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]!) : cell.padStart(widths[n]!))).join('  ');
  console.log([line(names), ...cells.map(line)].join('\n'));
}
