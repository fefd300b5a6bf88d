// A true public-inbox server on loopback, with a proxy of ours between that lets connections down.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { join } from 'node:path';
import { clearTimeout } from 'node:timers';
import { setTimeout as wait } from 'node:timers/promises';

export const program = 'public-inbox-httpd';
export const title = 'public-inbox (server, fetched from)';

export async function tests(context) {
  const inbox = makeInbox(context);
  inbox.add([said(1), said(2), said(3)]);
  const httpd = await startHttpd(inbox);
  const proxy = await startProxy(httpd.port);
  // A test that fails must not keep these for ever.
  const end = () => {
    httpd.child.kill();
    proxy.close();
  };
  process.once('exit', end);
  let n = 0;
  const fresh = () => join(context.scratch, `sync-${(n += 1)}.sqlite`);
  const run = (verb, db, args = [], seconds = 240) => runVerb(context, [verb, ...args, '--db', db], seconds);
  const url = `${proxy.url}/demo/`;
  const db = fresh();

  const faulty =
    (name, fault, expectFault = true) =>
    async () => {
      const place = fresh();
      proxy.fault = fault;
      const { code, output, errors } = await run('ingest', place, [url]);
      proxy.fault = () => null;
      assert.equal(code, 0, `${name}: ${errors}`);
      assert.match(output, / new/);
      if (expectFault) assert.ok(proxy.faults > 0, 'the fault was met');
      proxy.faults = 0;
      assert.deepEqual(idsOf(context, place), inbox.ids());
    };
  /** The first so many requests for what matches. */
  const first = (count, pattern, what) => {
    let met = 0;
    return (path) => (pattern.test(path) && met++ < count ? what : null);
  };

  return [
    [
      'a list is cloned, read, and asked for again only where it changed',
      async () => {
        const { code, errors } = await run('ingest', db, [url]);
        assert.equal(code, 0, errors);
        assert.deepEqual(idsOf(context, db), inbox.ids());
        proxy.requests.length = 0;
        assert.equal((await run('sync', db)).code, 0);
        assert.ok(
          proxy.requests.every(({ path }) => path.endsWith('manifest.js.gz')),
          'the manifest alone is asked for',
        );
        assert.ok(
          proxy.requests.every(({ agent }) => agent.startsWith('Lorescope/')),
          'it says who asks',
        );
        assert.equal(proxy.most, 1, 'one request at a time');
      },
    ],
    [
      'new mail comes with the next sync, removed mail goes',
      async () => {
        inbox.add([said(4)]);
        inbox.remove(said(2));
        const { code, output, errors } = await run('sync', db);
        assert.equal(code, 0, errors);
        assert.match(output, /^1 new messages, 1 withdrawn/);
        assert.deepEqual(idsOf(context, db), inbox.ids());
      },
    ],
    [
      'a rewritten history withdraws what vanished, and touches nothing else',
      async () => {
        inbox.rewriteWithout('m1@example.org');
        const { code, output, errors } = await run('sync', db);
        assert.equal(code, 1, 'it is told as a problem');
        assert.match(errors, /problem: .*was rewritten/);
        assert.match(output, /^0 new messages, 1 withdrawn/);
        assert.deepEqual(idsOf(context, db), inbox.ids());
      },
    ],
    ['a cut connection is tried again', faulty('cut', first(1, /manifest|git-upload-pack|info\/refs/, 'cut'))],
    ['half a pack is tried again', faulty('half', first(1, /git-upload-pack$/, 'half'))],
    ['503 is waited for', faulty('503', first(2, /manifest/, 503))],
    ['503 to git is waited for', faulty('503', first(1, /info\/refs/, 503))],
    ['a slow drip is read to its end', faulty('drip', first(1, /git-upload-pack$/, 'drip'))],
    [
      '404 is said',
      async () => {
        const { code, errors } = await run('ingest', fresh(), [`${proxy.url}/no-such-list/`]);
        assert.equal(code, 2);
        assert.match(errors, /lorescope: git could not fetch .*no-such-list/);
      },
    ],
    [
      'a check against robots is told from mail, and nothing is lost by it',
      async () => {
        proxy.fault = () => 'page';
        const { code, errors } = await run('sync', db);
        proxy.fault = () => null;
        assert.equal(code, 1);
        assert.match(errors, /web page \("Are you a robot\?"\) instead of mail: most likely a check against robots/);
        assert.deepEqual(idsOf(context, db), inbox.ids());
      },
    ],
    [
      'a sync that is killed goes on with the next',
      async () => {
        const place = fresh();
        for (const milliseconds of [300, 700, 1200]) {
          const child = spawn('node', [join(context.root, 'dist/lorescope.mjs'), 'ingest', url, '--db', place], {
            stdio: 'ignore',
            detached: true,
          });
          await wait(milliseconds);
          try {
            process.kill(-child.pid, 'SIGKILL');
          } catch {
            // It was done.
          }
        }
        const { code, errors } = await run('ingest', place, [url]);
        assert.equal(code, 0, errors);
        assert.deepEqual(idsOf(context, place), inbox.ids());
      },
    ],
    [
      'one thread is read by its address',
      async () => {
        const place = fresh();
        const { code, errors } = await run('ingest', place, [`${url}m4@example.org/t.mbox.gz`]);
        assert.equal(code, 0, errors);
        assert.deepEqual(idsOf(context, place), ['m4@example.org']);
      },
    ],
    [
      '--every goes on until it is told to end, and brings what came between',
      async () => {
        inbox.add([said(5)]);
        const child = spawn('node', [join(context.root, 'dist/lorescope.mjs'), 'sync', '--every', '10s', '--db', db], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let output = '';
        child.stdout.on('data', (chunk) => (output += chunk));
        for (let i = 0; i < 600 && output.split('\n').length < 3; i += 1) await wait(100);
        child.kill('SIGTERM');
        const [code] = await once(child, 'exit');
        assert.equal(code, 0);
        assert.match(output, /^1 new messages.*\n0 new messages/);
        assert.deepEqual(idsOf(context, db), inbox.ids());
      },
    ],
    ['and the servers end', async () => end()],
  ];
}

function said(i) {
  const date = new Date(Date.UTC(2026, 0, 5, 10, i)).toUTCString().replace('GMT', '+0000');
  return {
    id: `m${i}@example.org`,
    bytes: Buffer.from(
      `From: Alice <alice@example.org>\nTo: demo@example.org\nSubject: Words ${i}\nDate: ${date}\nMessage-ID: <m${i}@example.org>\n\nWords ${i}.\n`,
    ),
  };
}

/** An inbox of public-inbox's own making, whose mails we write into its first epoch. */
function makeInbox({ scratch }) {
  const home = join(scratch, 'public-inbox-sync');
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const env = { ...process.env, HOME: home, PI_CONFIG: join(home, 'config') };
  const run = (command, args, input) =>
    execFileSync(command, args, { env, input, stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
  const folder = join(home, 'demo');
  const epoch = join(folder, 'git/0.git');
  run('public-inbox-init', ['-V2', 'demo', folder, 'http://127.0.0.1/demo', 'demo@example.org']);
  let here = [];
  let time = 1_767_600_000;
  const commit = (changes, from) => {
    const parts = changes.map(({ name, bytes }, i) => {
      const gone = name === 'm' ? 'd' : 'm';
      time += 1;
      return Buffer.concat([
        Buffer.from(
          `commit refs/heads/master\ncommitter a <a@example.org> ${time} +0000\ndata 1\nx\n${i === 0 ? from : ''}D ${gone}\nM 100644 inline ${name}\ndata ${bytes.length}\n`,
        ),
        bytes,
        Buffer.from('\n'),
      ]);
    });
    run('git', ['--git-dir', epoch, 'fast-import', '--quiet', '--force'], Buffer.concat(parts));
    run('public-inbox-index', ['--jobs=0', folder]);
  };
  const onto = () => (here.length === 0 ? '' : 'from refs/heads/master^0\n');
  return {
    env,
    ids: () => here.map(({ id }) => id).sort(),
    add(mails) {
      commit(
        mails.map(({ bytes }) => ({ name: 'm', bytes })),
        onto(),
      );
      here = [...here, ...mails];
    },
    remove(mail) {
      commit([{ name: 'd', bytes: mail.bytes }], onto());
      here = here.filter(({ id }) => id !== mail.id);
    },
    rewriteWithout(gone) {
      here = here.filter(({ id }) => id !== gone);
      run('git', ['--git-dir', epoch, 'update-ref', '-d', 'refs/heads/master']);
      commit(
        here.map(({ bytes }) => ({ name: 'm', bytes })),
        '',
      );
    },
  };
}

async function startHttpd({ env }) {
  const port = await freePort();
  const child = spawn('public-inbox-httpd', ['-l', `http://127.0.0.1:${port}`, '-W0'], { env, stdio: 'ignore' });
  for (let i = 0; i < 200; i += 1) {
    try {
      await fetch(`http://127.0.0.1:${port}/demo/`);
      return { port, child };
    } catch {
      await wait(100);
    }
  }
  child.kill();
  throw new Error('public-inbox-httpd does not answer.');
}

async function freePort() {
  const server = createSocketServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Passes requests on, and meddles with those that `fault` names. */
async function startProxy(port) {
  let open = 0;
  const server = createServer((incoming, outgoing) => {
    open += 1;
    proxy.most = Math.max(proxy.most, open);
    outgoing.on('close', () => (open -= 1));
    proxy.requests.push({ path: incoming.url, agent: incoming.headers['user-agent'] ?? '' });
    const fault = proxy.fault(incoming.url);
    if (fault !== null) proxy.faults += 1;
    if (fault === 'cut') return void incoming.socket.destroy();
    if (fault === 'page') {
      outgoing.writeHead(200, { 'content-type': 'text/html' });
      return void outgoing.end('<!doctype html><title>Are you a robot?</title><p>Wait.');
    }
    if (typeof fault === 'number') return void outgoing.writeHead(fault, { 'retry-after': '1' }).end('not now');
    const { method, url: path, headers } = incoming;
    const asked = request({ host: '127.0.0.1', port, method, path, headers }, async (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      if (fault === null) return void answer.pipe(outgoing);
      const chunks = [];
      for await (const chunk of answer) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      if (fault === 'half')
        return void outgoing.write(bytes.subarray(0, bytes.length >> 1), () => incoming.socket.destroy());
      for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 20)) {
        outgoing.write(bytes.subarray(at, at + Math.ceil(bytes.length / 20)));
        await wait(100);
      }
      outgoing.end();
    });
    asked.on('error', () => outgoing.destroy());
    incoming.pipe(asked);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = {
    url: `http://127.0.0.1:${server.address().port}`,
    fault: () => null,
    faults: 0,
    most: 0,
    requests: [],
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return proxy;
}

function runVerb({ root }, args, seconds) {
  return new Promise((done) => {
    const child = spawn('node', [join(root, 'dist/lorescope.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.once('close', (code) => {
      clearTimeout(timer);
      done({ code, output, errors });
    });
  });
}

/** Message-IDs of a database, sorted. */
function idsOf({ root }, db) {
  const dump = execFileSync('node', [join(root, 'dist/lorescope.mjs'), 'dump', '--db', db], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return dump
    .split('\n')
    .filter((line) => line.includes('"type":"message"'))
    .map((line) => JSON.parse(line).messageId)
    .sort();
}
