import type { Chance } from './chance.ts';

export interface Writer {
  name: string;
  email: string;
  /** Host of their Message-IDs. */
  host: string;
  mailer: string;
  /** Signs with DKIM; sends through Exchange with its two kilobytes of headers. */
  dkim: boolean;
  exchange: boolean;
  bot: boolean;
}

export interface MadeUpList {
  name: string;
  address: string;
  id: string;
}

/** Who writes: the first most, by Zipf's law. */
export function makeWriters(chance: Chance, count: number): Writer[] {
  return Array.from({ length: count }, (_, n) => {
    const name = `${chance.pick(FIRST)} ${chance.pick(LAST)}${n < FIRST.length * LAST.length ? '' : ` ${String.fromCharCode(65 + (n % 26))}.`}`;
    const host = `${chance.pick(HOSTS)}.example.org`;
    return {
      name,
      email: `${name.toLowerCase().replace(/[^a-z]+/g, '.')}${n}@${host}`,
      host,
      mailer: chance.pick(MAILERS),
      dkim: chance.one(0.6),
      exchange: chance.one(0.15),
      bot: false,
    };
  });
}

/** Programs that build, test and announce. */
export const ROBOTS: Writer[] = ['build robot', 'Patch Tracker bot', 'mm-commits robot'].map((name) => ({
  name,
  email: `${name.toLowerCase().replace(/\W+/g, '-')}@robots.example.org`,
  host: 'robots.example.org',
  mailer: 'robot 1.0',
  dkim: true,
  exchange: false,
  bot: true,
}));

export const LISTS: MadeUpList[] = [
  'harbor-devel',
  'lantern',
  'tide-rdma',
  'quarry-mm',
  'orchard-net',
  'kiln',
  'meadow-fs',
  'anchor-tests',
  'pebble',
  'summit-arch',
  'willow-crypto',
  'ferry-users',
].map((name) => ({ name, address: `${name}@lists.example.org`, id: `${name}.lists.example.org` }));

const FIRST = [
  'Alice',
  'Bob',
  'Carol',
  'Dora',
  'Emil',
  'Fenna',
  'Goran',
  'Hana',
  'Ivo',
  'Jana',
  'Kofi',
  'Lena',
  'Milo',
  'Nadia',
  'Otto',
  'Petra',
  'Quinn',
  'Rosa',
  'Sven',
  'Tara',
  'Ugo',
  'Vera',
  'Wim',
  'Xenia',
  'Yann',
  'Zora',
];
const LAST = [
  'Abern',
  'Brook',
  'Castell',
  'Dunmore',
  'Elder',
  'Fairway',
  'Grove',
  'Hollis',
  'Ibsley',
  'Juniper',
  'Kestrel',
  'Larch',
  'Marlow',
  'Norden',
  'Oakes',
  'Penrose',
  'Quill',
  'Rowan',
  'Sorrel',
  'Thorne',
  'Umber',
  'Vale',
  'Wexford',
  'Yarrow',
];
const HOSTS = ['mail', 'lab', 'works', 'kernel', 'uni', 'home', 'shop', 'mx1', 'corp', 'dev', 'node7', 'ship'];
const MAILERS = [
  'User-Agent: Mutt/1.10.1 (2018-07-13)',
  'X-Mailer: git-send-email 2.25.1',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:78.0) Gecko/20100101 Thunderbird/78.10',
  'X-Mailer: git-send-email 2.17.1',
  'User-Agent: Evolution 3.36.4',
];
