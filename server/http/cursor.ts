import { badRequest } from './errors.ts';

/** A place in a page as one opaque word. */
export function encodeCursor(place: readonly (number | string)[] | null): string | null {
  return place === null ? null : Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place that {@link encodeCursor} made, null where none is given. Throws a bad request for anything else. */
export function decodeCursor<Place extends (number | string)[]>(
  cursor: string | undefined,
  shape: readonly ('number' | 'string')[],
): Place | null {
  if (cursor === undefined || cursor === '') return null;
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    place = null;
  }
  const fits =
    Array.isArray(place) &&
    place.length === shape.length &&
    shape.every((type, n) => typeof (place as unknown[])[n] === type);
  if (!fits) throw badRequest('This cursor was not made here.', 'Start again without it.');
  return place as Place;
}
