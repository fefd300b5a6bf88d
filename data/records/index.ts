/** The nouns of Lorescope. Types only: imports nothing, imported by everybody. */
export type * from './articles.ts';
export type * from './mail.ts';
export type * from './numbers.ts';
export type * from './patchwork.ts';
export type * from './source.ts';
export type * from './block.ts';
export type * from './thread.ts';
export type * from './conversation.ts';
export type * from './patch.ts';
export type * from './outcome.ts';
export type * from './point.ts';
export type * from './facts.ts';
export type * from './reading.ts';
export type * from './settings.ts';
export type * from './search.ts';
