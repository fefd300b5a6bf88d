/** Unix seconds of NEWNEWS's and NEWGROUPS's date and time (RFC 3977 §7.3.2): `[yy]yymmdd hhmmss`; null for none. */
export function nntpTime(date: string, time: string, now: number): number | null {
  const day = /^(\d{2}|\d{4})(\d{2})(\d{2})$/.exec(date);
  const clock = /^(\d{2})(\d{2})(\d{2})$/.exec(time);
  if (!day || !clock) return null;
  let year = Number(day[1]);
  if (day[1]!.length === 2) {
    // The century that is nearest, and not in the future.
    const current = new Date(now * 1000).getUTCFullYear();
    year += Math.floor(current / 100) * 100;
    if (year > current) year -= 100;
  }
  const at = Date.UTC(year, Number(day[2]) - 1, Number(day[3]), Number(clock[1]), Number(clock[2]), Number(clock[3]));
  return Number.isNaN(at) ? null : at / 1000;
}

/** `20260105100000`, as DATE answers. */
export const nntpDate = (now: number) => new Date(now * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
