import { Command } from 'commander';
import type { MeAnswer } from '../../contract/index.ts';
import { renderDigest } from '../../present/summary/digest.ts';
import { ask, withArchive } from '../ask.ts';
import { dbOption, loadConfig } from '../settings.ts';
import { print, printJson } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** `lorescope me` */
export function meVerb(): Command {
  return new Command('me')
    .description('what waits for you, and what became of yours (Markdown): made for cron and mail')
    .option('--who <name...>', 'names or addresses, in the place of those that the settings call me')
    .option('--since <date>', 'of yours only what was decided from this day on')
    .option('--web <address>', 'address of the server under which messages stand, for links')
    .option('--json', 'print it as JSON, as GET /api/v1/me')
    .addOption(dbOption())
    .addHelpText(
      'after',
      '\nEach morning by mail:  lorescope me --since "$(date -d yesterday +%F)" --web http://lists.example.org | mail -s "lists" you@example.org\n' +
        'Nothing to tell prints nothing.',
    )
    .action(async (options: { db?: string; who?: string[]; since?: string; web?: string; json?: boolean }) => {
      const who = options.who ?? loadConfig().me?.addresses ?? [];
      if (who.length === 0)
        throw new UsageError('Who are you? Name an address with --who, or as me.addresses in lorescope.config.json.');
      const asked = new URLSearchParams(who.map((name) => ['who', name] as [string, string]));
      if (options.since !== undefined) asked.set('since', options.since);
      const me = await withArchive(options.db, (archive) => ask<MeAnswer>(archive, `/api/v1/me?${String(asked)}`));
      if (me.people.length === 0) throw new UsageError(`Nobody in this archive goes by ${who.join(', ')}.`);
      if (options.json) printJson(me);
      else if (me.asked.length + me.turns.length + me.patches.length > 0)
        print(
          renderDigest(me, { web: options.web?.replace(/\/+$/, '') ?? null, since: options.since ?? null }).trimEnd(),
        );
    });
}
