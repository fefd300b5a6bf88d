import type { Archive } from '../../data/database.ts';
import type { AddressMask } from './address-mask.ts';
import type { WebAddresses } from '../present/brief/links.ts';

/** What routes work with. */
export interface Context {
  archive: Archive;
  /** True while the made-up sample is served. */
  isSample: boolean;
  /** Hides addresses; absent where visitors see them. */
  mask?: AddressMask;
  /** Names and addresses of the reader whom the settings call `me`; empty where they name nobody. */
  me: readonly string[];
  /** Where lists stand on the web, by short name; others are taken to be on lore. */
  webAddresses: WebAddresses;
  /** The built web app's page around what the server draws; null where it was not built. */
  shell: Shell | null;
}

/** The app's page, cut at the title and at the root element. */
export interface Shell {
  /** Changes with every build: part of every page's ETag. */
  stamp(): string;
  render(page: { title: string; body: string; head?: string }): string;
}
