/** Made-up repositories of code, and mails that post their commits. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mail, type MailParts } from './mail.ts';

/** One commit; `day` counts from the fifth of January 2026. */
export interface CodeCommit {
  file: string;
  text: string;
  title: string;
  day: number;
  message?: string;
  author?: string;
}

/** Noon of a day counted from the fifth of January 2026, as git and mails write it. */
export const noon = (day: number): Date => new Date(Date.UTC(2026, 0, 5 + day, 12));

/** A repository with a work tree. */
export class CodeRepository {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
    mkdirSync(path, { recursive: true });
    this.git('init', '--quiet', '--initial-branch=main', '.');
    this.git('config', 'user.name', 'Carol Example');
    this.git('config', 'user.email', 'carol@example.org');
  }

  /** Makes a commit; returns its id. */
  commit({ file, text, title, day, message = '', author = 'Alice Example <alice@example.org>' }: CodeCommit): string {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), text);
    this.git('add', file);
    const date = `${Math.floor(noon(day).getTime() / 1000)} +0000`;
    this.run({ GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }, [
      ...['commit', '--quiet', `--author=${author}`, '-m', message === '' ? title : `${title}\n\n${message}`],
    ]);
    return this.head();
  }

  tag(name: string, day: number): void {
    const date = `${Math.floor(noon(day).getTime() / 1000)} +0000`;
    this.run({ GIT_COMMITTER_DATE: date }, ['tag', '-a', '-m', name, name]);
  }

  head(): string {
    return this.git('rev-parse', 'HEAD').trim();
  }

  /** The mail that posts a commit, a day before it unless another day is given. */
  posted(id: string, commit: string, parts: MailParts & { day: number; prefix?: string }): Buffer {
    const patch = this.git('format-patch', '--stdout', '-1', '--no-signature', commit);
    const title = this.git('log', '-1', '--format=%s', commit).trim();
    return mail({
      from: this.git('log', '-1', '--format=%an <%ae>', commit).trim(),
      subject: `[${parts.prefix ?? 'PATCH'}] ${title}`,
      date: noon(parts.day).toUTCString().replace('GMT', '+0000'),
      id,
      body: patch.slice(patch.indexOf('\n\n') + 2),
      ...parts,
    });
  }

  git(...args: string[]): string {
    return this.run({}, args);
  }

  private run(environment: Record<string, string>, args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.path,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...environment },
    }).toString();
  }
}

/** A file of lines, `lines` of which may differ from it. */
export const source = (...extra: string[]): string =>
  ['#include "widget.h"', '', 'int frob(void)', '{', '\treturn 0;', '}', ...extra, ''].join('\n');
