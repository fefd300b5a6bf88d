import { badRequest } from './errors.ts';

/** A day (`2020-03-01`) or an instant, UTC, as Unix seconds; null where none is given. Throws a bad request for anything else. */
export function secondsOf(text: string | undefined, name: string): number | null {
  if (text === undefined || text === '') return null;
  const fits = /^\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?$/.test(text);
  const time = fits ? Date.parse(/T/.test(text) && !/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? `${text}Z` : text) : NaN;
  if (Number.isNaN(time)) throw badRequest(`“${name}” is no date.`, 'Write it as 2020-03-01 or 2020-03-01T12:00:00Z.');
  return Math.floor(time / 1000);
}
