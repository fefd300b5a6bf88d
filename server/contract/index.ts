/** The contract: one file per resource. Types and schemas carry the same name. */
export * from './block.ts';
export * from './common.ts';
export * from './export.ts';
export * from './health.ts';
export * from './home.ts';
export * from './list.ts';
export * from './me.ts';
export * from './message.ts';
export * from './outcome.ts';
export * from './patch.ts';
export * from './person.ts';
export * from './search.ts';
export * from './series.ts';
export * from './stats.ts';
export * from './summary.ts';
export * from './thread.ts';
