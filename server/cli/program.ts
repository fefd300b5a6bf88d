import { Command } from 'commander';
import { backupVerb } from './verbs/backup.ts';
import { blocksVerb } from './verbs/blocks.ts';
import { doctorVerb } from './verbs/doctor.ts';
import { dumpVerb } from './verbs/dump.ts';
import { exportVerb } from './verbs/export.ts';
import { factsVerb } from './verbs/facts.ts';
import { followVerb } from './verbs/follow.ts';
import { forgetVerb } from './verbs/forget.ts';
import { ingestVerb } from './verbs/ingest.ts';
import { listsVerb } from './verbs/lists.ts';
import { rebuildVerb } from './verbs/rebuild.ts';
import { searchVerb } from './verbs/search.ts';
import { serveVerb } from './verbs/serve.ts';
import { showVerb } from './verbs/show.ts';
import { statsVerb } from './verbs/stats.ts';
import { outcomeVerb } from './verbs/outcome.ts';
import { mcpVerb } from './verbs/mcp.ts';
import { meVerb } from './verbs/me.ts';
import { nntpVerb } from './verbs/nntp.ts';
import { numbersVerb } from './verbs/numbers.ts';
import { verifyVerb } from './verbs/verify.ts';
import { summaryVerb } from './verbs/summary.ts';
import { syncVerb } from './verbs/sync.ts';
import { VERSION } from '../contract/version.ts';

/** The whole command line: one verb, one file. */
export function buildProgram(): Command {
  const program = new Command('lorescope')
    .description(
      'Reads mailing-list archives and answers: what was said to what, who said it, and what was decided.\n' +
        'Start with:  lorescope ingest all.mbox.gz   then:  lorescope serve',
    )
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('(lorescope VERB --help tells more)')
    .configureHelp({ sortSubcommands: false });
  for (const verb of VERBS) program.addCommand(verb().exitOverride());
  return program;
}

const VERBS = [
  ingestVerb,
  syncVerb,
  serveVerb,
  nntpVerb,
  mcpVerb,
  searchVerb,
  showVerb,
  outcomeVerb,
  summaryVerb,
  meVerb,
  exportVerb,
  dumpVerb,
  blocksVerb,
  listsVerb,
  numbersVerb,
  statsVerb,
  rebuildVerb,
  verifyVerb,
  doctorVerb,
  backupVerb,
  forgetVerb,
  factsVerb,
  followVerb,
];
