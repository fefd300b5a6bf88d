import type { Progress } from '../../ingest/pipeline/options.ts';
import { visible } from './terminal.ts';

/** Shows progress of long work: a bar on a terminal, a plain line every few seconds elsewhere. */
export function progressPrinter(stream: NodeJS.WriteStream): { show(progress: Progress): void; end(): void } {
  let last = 0;
  let shown = '';
  return {
    show(progress) {
      const now = Date.now();
      if (now - last < (stream.isTTY ? 100 : PLAIN_INTERVAL_MS)) return;
      last = now;
      const line = describe(progress);
      if (stream.isTTY) stream.write(`\r\u001b[K${visible(line).slice(0, stream.columns - 1)}`);
      else stream.write(`${visible(line)}\n`);
      shown = line;
    },
    end() {
      if (shown !== '' && stream.isTTY) stream.write('\r\u001b[K');
    },
  };
}

function describe({ step, source, done, total, messages }: Progress): string {
  const share = total ? Math.min(1, done / total) : null;
  const bar =
    share === null ? '' : `[${'#'.repeat(Math.round(share * 24)).padEnd(24, '.')}] ${Math.floor(share * 100)} % `;
  return `${STEPS[step].padEnd(10)} ${bar}${messages.toLocaleString('en')} messages${source ? `  ${source}` : ''}`;
}

const STEPS = { read: 'reading', analyze: 'analyzing', link: 'linking', judge: 'judging' };
const PLAIN_INTERVAL_MS = 5000;
