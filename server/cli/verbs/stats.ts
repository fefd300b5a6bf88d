import { Command } from 'commander';
import type { StatsAnswer } from '../../contract/index.ts';
import { ask, withArchive } from '../ask.ts';
import { dbOption } from '../settings.ts';
import { print, printJson } from '../terminal.ts';

/** `lorescope stats` */
export function statsVerb(): Command {
  return new Command('stats')
    .description('figures of the archive, or of one list')
    .option('--list <name>', 'only this list')
    .option('--json', 'print them as JSON, as GET /api/v1/stats')
    .addOption(dbOption())
    .action(async (options: { db?: string; list?: string; json?: boolean }) => {
      const query = options.list ? `?list=${encodeURIComponent(options.list)}` : '';
      const stats = await withArchive(options.db, (archive) => ask<StatsAnswer>(archive, `/api/v1/stats${query}`));
      if (options.json) printJson(stats);
      else printStats(stats);
    });
}

function printStats(stats: StatsAnswer): void {
  const rows: [string, string | number][] = [
    ['messages', stats.messages],
    ['threads', stats.threads],
    ['people', stats.people],
    ['messages by bots', stats.botMessages],
    ['named but missing', stats.ghosts],
    ['patches', stats.patches],
    ['from', stats.begins?.slice(0, 10) ?? '-'],
    ['to', stats.ends?.slice(0, 10) ?? '-'],
    ['first answer', span(stats.toFirstAnswer)],
    ['decision', span(stats.toDecision)],
    ...Object.entries(stats.states).map(([state, count]): [string, number] => [`patches ${state}`, count]),
    ...stats.defects.map(({ defect, messages }): [string, number] => [`defect ${defect}`, messages]),
  ];
  for (const [name, value] of rows)
    print(`${name.padEnd(36)} ${typeof value === 'number' ? value.toLocaleString('en') : value}`);
}

function span({ median, p90 }: StatsAnswer['toDecision']): string {
  if (median === null) return '-';
  const days = (seconds: number) => `${(seconds / 86_400).toFixed(1)} days`;
  return `half within ${days(median)}${p90 === null ? '' : `, nine in ten within ${days(p90)}`}`;
}
