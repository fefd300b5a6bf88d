import { InvalidArgumentError } from 'commander';

/** A day or time of the command line (ISO 8601, UTC) in Unix seconds. */
export function parseDay(text: string): number {
  const date = /^\d{4}(-\d\d(-\d\d(T[\d:]+Z?)?)?)?$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(date)) throw new InvalidArgumentError('Write a date as 2024-01-31.');
  return date / 1000;
}
