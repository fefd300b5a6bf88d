/**
 * What can be taken along: series for `git am`, diffs, tables of patches.
 * Version 1.
 * GET /api/v1/threads/:id/am?revision=&coverTrailers=0|1 · /patches/:id/am · /patches/:id/diff · /lists/:list/patches?format=csv|json
 */
import { Type, type Static } from 'typebox';

export const AmQuery = Type.Object({
  revision: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  coverTrailers: Type.Optional(Type.Union([Type.Literal('0'), Type.Literal('1')])),
  incomplete: Type.Optional(Type.Union([Type.Literal('0'), Type.Literal('1')])),
});
export type AmQuery = Static<typeof AmQuery>;

export const TableParams = Type.Object({ list: Type.String({ minLength: 1, maxLength: 200 }) });
export const TableQuery = Type.Object({
  format: Type.Optional(Type.Union([Type.Literal('csv'), Type.Literal('json')])),
  state: Type.Optional(Type.String({ maxLength: 200 })),
});
export type TableQuery = Static<typeof TableQuery>;
