/** A day for people, UTC; Unix seconds in. */
export const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/** A date and time for people, UTC; Unix seconds in. */
export const moment = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
