/**
 * Addresses of screens that only the app draws, and what each is for. The server answers them with the app, the docs list them, and
 * their first words are no list's name.
 */
export const APP_SCREENS: Readonly<Record<string, string>> = {
  '/me': 'what waits for you, what became of yours',
  '/pieces': 'the pieces of the screens, for those who work on them',
  '/stats/:list': 'statistics of a list',
  '/series/:id': 'a series and its revisions',
  '/person/:name': 'a person',
};

/** First words of addresses that name a screen or a way to a message, never a list. */
export const NO_LISTS: ReadonlySet<string> = new Set([
  'search',
  'r',
  ...Object.keys(APP_SCREENS).map((path) => path.split('/')[1]!),
]);
