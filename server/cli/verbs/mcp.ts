import { once } from 'node:events';
import { Command } from 'commander';
import { appOptions, withArchive } from '../ask.ts';
import { dbOption, loadConfig } from '../settings.ts';

/** `lorescope mcp` */
export function mcpVerb(): Command {
  return new Command('mcp')
    .description('the archive as tools for a language model (Model Context Protocol, on standard input and output)')
    .addOption(dbOption())
    .addHelpText(
      'after',
      '\nA client starts it by itself; its settings name the command:\n  { "mcpServers": { "lorescope": { "command": "npx", "args": ["lorescope", "mcp", "--db", "/path/to/lorescope.sqlite"] } } }',
    )
    .action(async (options: { db?: string }) => {
      const [{ StdioServerTransport }, { buildMcpServer }] = await Promise.all([
        import('@modelcontextprotocol/sdk/server/stdio.js'),
        import('../../mcp/server.ts'),
      ]);
      await withArchive(options.db, async (archive) => {
        const server = await buildMcpServer(archive, appOptions(loadConfig()));
        await server.connect(new StdioServerTransport());
        await once(process.stdin, 'close');
        await server.close();
      });
    });
}
