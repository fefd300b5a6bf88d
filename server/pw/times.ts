import { instant } from '../present/brief/time.ts';

/** Unix seconds as UTC without a zone: `2026-01-05T10:00:00`. */
export const naive = (seconds: number) => instant(seconds).slice(0, -1);

/** Microseconds since 1970 likewise: `2026-01-05T10:00:00.000001`. */
export const naiveMicro = (time: number) =>
  `${naive(Math.floor(time / 1e6))}.${String(Math.floor(time % 1e6)).padStart(6, '0')}`;

/** A time as clients write it (with `T` or a space, with fractions, a zone or none: UTC) in microseconds since 1970; null for none. */
export function microOf(text: string): number | null {
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/.exec(
    text.trim(),
  );
  if (!found) return null;
  const [, day, clock = '00:00', seconds = '00', fraction = '', zone = 'Z'] = found;
  const whole = Date.parse(`${day}T${clock}:${seconds}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(whole) ? null : whole * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}
