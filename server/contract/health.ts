/**
 * Is the server well, and which archive does it serve.
 * Version 1.
 * GET /api/v1/health
 */
import { Type, type Static } from 'typebox';

export const HealthAnswer = Type.Object({
  ok: Type.Boolean(),
  program: Type.String(),
  messages: Type.Integer({ description: 'each once, on however many lists it stands' }),
  /** Changes whenever the archive does: the base of every ETag. */
  archive: Type.String(),
  isSample: Type.Boolean(),
});
export type HealthAnswer = Static<typeof HealthAnswer>;
