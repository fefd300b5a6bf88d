import { ago, longDate, shortDate, threadDate } from '../lib/format.ts';
import { useSettings } from '../lib/settings.ts';

/** A date: how long ago, or the day, as the reader likes it; the full instant on hover. `inThread` shows day and hour. */
export function When({ iso, inThread = false, sent }: { iso: string; inThread?: boolean; sent?: string | null }) {
  const [{ dates }] = useSettings();
  const words = inThread ? threadDate(iso) : dates === 'absolute' ? shortDate(iso) : ago(iso);
  const title =
    sent === null ? `${longDate(iso)} UTC, worked out: the mail’s own date can’t be read` : `${longDate(iso)} UTC`;
  return (
    <time dateTime={iso} title={title}>
      {words}
    </time>
  );
}
