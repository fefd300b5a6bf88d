/** Unix seconds as UTC, ISO 8601: `2021-07-14T19:35:00Z`. A time beyond four-digit years becomes the nearest one within. */
export function instant(seconds: number): string {
  const bounded = Math.min(Math.max(seconds, FIRST), LAST);
  const text = new Date(bounded * 1000).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}

/** {@link instant} of a time that may be unknown. */
export function instantOrNull(seconds: number | null): string | null {
  return seconds === null ? null : instant(seconds);
}

/** Years 0 and 9999, the ones that ISO 8601 writes with four digits. */
const FIRST = -62_167_219_200;
const LAST = 253_402_300_799;
