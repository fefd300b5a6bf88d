import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { expect } from 'vitest';
import { type Archive, openReader, openWriter } from '../../data/database.ts';
import { ingest } from '../../ingest/pipeline/run.ts';
import { type AppOptions, buildApp } from '../../server/http/app.ts';

/** A server over an archive of its own, made by the whole pipeline. */
export interface TestServer {
  archive: Archive;
  app: FastifyInstance;
  /** GET, answered 200, as JSON that fits its schema to the letter. */
  get<Schema extends TSchema>(schema: Schema, url: string): Promise<Static<Schema>>;
  /** Ingests more files while the server serves. */
  add(...files: string[]): Promise<void>;
  close(): Promise<void>;
}

/** Serves what these mail files hold. */
export async function serveFiles(files: string[], options: AppOptions = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'lorescope-test-'));
  const path = join(folder, 'archive.sqlite');
  const add = async (...more: string[]) => {
    const writer = openWriter(path);
    await ingest(writer, more, { list: null, since: null, until: null, now: 0 });
    writer.close();
  };
  await add(...files);
  const archive = openReader(path);
  const app = await buildApp(archive, options);
  return {
    archive,
    app,
    add,
    async get(schema, url) {
      const answer = await app.inject({ url });
      expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200);
      const value: unknown = answer.json();
      expectToFit(schema, value, url);
      return value as Static<typeof schema>;
    },
    async close() {
      await app.close();
      archive.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Serves the bundled sample archive. */
export function serveSample(options: AppOptions = {}): Promise<TestServer> {
  const folder = resolve(import.meta.dirname, '../../data/sample');
  const files = readdirSync(folder).filter((name) => name.endsWith('.mbox'));
  return serveFiles(
    files.sort().map((name) => join(folder, name)),
    { isSample: true, ...options },
  );
}

/** Fails with the places where a value does not fit its schema; fields that the schema does not name fail too. */
export function expectToFit(schema: TSchema, value: unknown, where: string): void {
  const errors = Value.Errors(schema, value)
    .slice(0, 5)
    .map(({ instancePath, message }) => `${instancePath} ${message}`);
  expect(errors, where).toEqual([]);
  expect(value, `${where}: fields that the contract does not name`).toEqual(Value.Clean(schema, Value.Clone(value)));
}
