/** Brings what stands at a web address into a folder beside the database, from where it is read as any other source. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { download, type FetchPolicy, pageSentence, pageTitle, type Validators } from './http.ts';
import { parseManifest } from './manifest.ts';
import { mirror } from './remote-git.ts';
import { SourceError } from './source-error.ts';

/** Where the copy lies, and sentences about what could not be brought up to date. */
export interface Brought {
  path: string;
  problems: string[];
}

/** True for what is read from the web. */
export function isRemote(path: string): boolean {
  return /^https?:\/\//i.test(path);
}

/**
 * Brings the newest state of a web address: the epochs of a public-inbox list (`https://host/list/`), one epoch
 * (`…/git/0.git`), one thread or any file of mail (`…/t.mbox.gz`). One request at a time; what did not change is not asked for twice.
 * Where only a part could be had, the rest stands in `problems`, and what an earlier run brought is used.
 *
 * @param mirrors folder for the copies
 * @throws SourceError where nothing could be had, now or earlier
 */
export async function bring(address: string, mirrors: string, policy: FetchPolicy = {}): Promise<Brought> {
  const url = addressOf(address);
  const folder = join(mirrors, ...placeOf(url));
  if (/\/\d{1,5}(?:\.git)?\/?$/.test(url.pathname)) return bringRepository(url.href, folder, policy);
  await mkdir(folder, { recursive: true });
  const memory = await Memory.open(folder);
  try {
    const isFile = /\.(?:gz|mbox|eml|xz|bz2|zst)$|\/raw$/i.test(url.pathname);
    return isFile ? await bringFile(url.href, folder, memory, policy) : await bringList(url, folder, memory, policy);
  } finally {
    await memory.save();
  }
}

async function bringFile(url: string, folder: string, memory: Memory, policy: FetchPolicy): Promise<Brought> {
  const name = cleanName(new URL(url).pathname.split('/').at(-1) ?? '') || 'mail';
  const path = join(folder, name);
  const { status } = await keep(url, path, memory, policy);
  if (status === 'missing') throw new SourceError(`There is nothing at ${url} (HTTP 404).`);
  return { path, problems: [] };
}

/** A v2 inbox has a manifest; one without is a repository of the old form (v1) at the address itself. */
async function bringList(url: URL, folder: string, memory: Memory, policy: FetchPolicy): Promise<Brought> {
  const base = url.href.endsWith('/') ? url.href : `${url.href}/`;
  const manifest = join(folder, 'manifest.js.gz');
  const address = new URL('manifest.js.gz', base).href;
  const { status } = await keep(address, manifest, memory, policy);
  if (status === 'missing') return bringRepository(base, join(folder, 'repository'), policy);
  const epochs = parseManifest(await readFile(manifest), address);
  const inboxes = [...new Set(epochs.map((epoch) => epoch.inbox))];
  if (epochs.length === 0 || inboxes.length > 1) throw new SourceError(whichList(base, inboxes));
  const problems: string[] = [];
  for (const { number, fingerprint } of epochs) {
    const name = `${number}.git`;
    if (fingerprint !== '' && memory.fingerprints[name] === fingerprint) continue;
    try {
      await fetchWhole(new URL(`git/${name}`, base).href, join(folder, 'git', name), policy);
      memory.fingerprints[name] = fingerprint;
      await memory.save();
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      problems.push(error.message);
    }
  }
  const have = await readdir(join(folder, 'git')).catch(() => []);
  if (problems[0] !== undefined && !have.some((name) => name.endsWith('.git'))) throw new SourceError(problems[0]);
  return { path: folder, problems };
}

function whichList(base: string, inboxes: string[]): string {
  if (inboxes.length === 0) return `${base} has no mail archive to clone.`;
  const named = inboxes.slice(0, 5).join(', ');
  return `${base} has ${inboxes.length} lists; name one of them: ${named}${inboxes.length > 5 ? ', …' : ''}.`;
}

async function bringRepository(url: string, folder: string, policy: FetchPolicy): Promise<Brought> {
  await fetchWhole(url, folder, policy);
  return { path: folder, problems: [] };
}

/** Fetches with back-off. Where git fails, the server is asked once more what it answers, for a clearer sentence. */
async function fetchWhole(url: string, folder: string, policy: FetchPolicy): Promise<void> {
  const { tries = GIT_TRIES, pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms)) } = policy;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await mirror(url, folder, Math.ceil((policy.silence ?? 60_000) / 1000));
      return;
    } catch (error) {
      if (attempt < Math.min(tries, GIT_TRIES)) {
        await pause(2 ** attempt * 1000);
        continue;
      }
      const page = await answeredPage(url, folder, policy);
      throw page === null ? error : new SourceError(pageSentence(url, page));
    }
  }
}

/** The title of the web page that stands where git's answer should. */
async function answeredPage(url: string, folder: string, policy: FetchPolicy): Promise<string | null> {
  const probe = `${folder}.probe`;
  try {
    await download(`${url.replace(/\/$/, '')}/info/refs?service=git-upload-pack`, probe, null, {
      ...policy,
      tries: 1,
    });
    return pageTitle(await readFile(probe));
  } catch (error) {
    return /web page \("([^"]*)"\)/.exec((error as Error).message)?.[1] ?? (/web page/.test(String(error)) ? '' : null);
  }
}

async function keep(url: string, file: string, memory: Memory, policy: FetchPolicy) {
  const known = memory.validators[url];
  const had = await readFile(file).then(
    () => true,
    () => false,
  );
  const answer = await download(url, file, had && known ? known : null, policy);
  if (answer.status === 'new') memory.validators[url] = answer.validators;
  return answer;
}

/** What the last runs learnt of a server; lost, it costs one more request. */
class Memory {
  readonly validators: Record<string, Validators>;
  readonly fingerprints: Record<string, string>;
  readonly #file: string;

  private constructor(
    file: string,
    kept: { validators?: Record<string, Validators>; fingerprints?: Record<string, string> },
  ) {
    this.#file = file;
    this.validators = kept.validators ?? {};
    this.fingerprints = kept.fingerprints ?? {};
  }

  static async open(folder: string): Promise<Memory> {
    const file = join(folder, 'memory.json');
    const text = await readFile(file, 'utf8').catch(() => '{}');
    try {
      return new Memory(file, JSON.parse(text) as object);
    } catch {
      return new Memory(file, {});
    }
  }

  async save(): Promise<void> {
    const { validators, fingerprints } = this;
    await writeFile(`${this.#file}.part`, JSON.stringify({ validators, fingerprints }));
    await rename(`${this.#file}.part`, this.#file);
  }
}

/** @throws SourceError where the text is no address, or carries a password */
function addressOf(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new SourceError(`${text} is no web address.`);
  }
  if (url.username !== '' || url.password !== '')
    throw new SourceError(
      'A web address with a name or password in it is not taken: it would be kept in the database.',
    );
  url.hash = '';
  return url;
}

/** Folder names of an address: host, then path, made harmless; told apart by a hash where that changed them. */
function placeOf(url: URL): string[] {
  const words = [url.host, ...url.pathname.split('/')].filter((word) => word !== '');
  const clean = words.map(cleanName);
  const exact = url.search === '' && clean.every((word, i) => word === words[i]);
  const mark = createHash('sha256')
    .update(url.href.replace(/\/{1,100}$/, ''))
    .digest('hex')
    .slice(0, 12);
  return exact ? clean : [...clean.filter((word) => word !== ''), `_${mark}`];
}

/** Letters that are safe in every file system; no leading dot, so neither `..` nor a hidden file. */
function cleanName(word: string): string {
  return word
    .replace(/[^A-Za-z0-9._+-]/g, '_')
    .replace(/^\.+/, '')
    .slice(0, 100);
}

const GIT_TRIES = 3;
