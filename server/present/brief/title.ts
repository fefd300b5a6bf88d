import { parseSubject } from '../../../ingest/parse/patch/subject.ts';

/** A subject without `Re:`, brackets and list tags; the subject itself where nothing else is left. */
export function titleOf(subject: string): string {
  return parseSubject(subject).title || subject.trim() || '(no subject)';
}
