import { existsSync, readFileSync } from 'node:fs';
import type { FactStore } from '../../data/facts.ts';
import { storeSettings } from '../../ingest/pipeline/settings.ts';
import { loadConfig } from './settings.ts';
import { UsageError } from './usage-error.ts';

/** Files that tell what mail does not; flags win over `lorescope.config.json`. */
interface Named {
  mailmap?: string | undefined;
  maintainers?: string | undefined;
  corrections?: string | undefined;
}

/** Reads the settings files that were named, and corrections.json where it lies, and keeps them among the facts. */
export async function giveSettings(facts: FactStore, named: Named): Promise<void> {
  const config = loadConfig();
  const mailmap = named.mailmap ?? config.mailmap;
  const maintainers = named.maintainers ?? config.maintainers;
  const corrections = named.corrections ?? config.corrections ?? (existsSync(CORRECTIONS) ? CORRECTIONS : undefined);
  try {
    await storeSettings(facts, {
      ...(mailmap !== undefined && { mailmap: read(mailmap) }),
      ...(maintainers !== undefined && { maintainers: read(maintainers) }),
      ...(corrections !== undefined && { corrections: read(corrections) }),
    });
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${corrections} is not right: ${error.message}.`);
    throw error;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} can't be read: ${(error as Error).message}`);
  }
}

const CORRECTIONS = 'corrections.json';
