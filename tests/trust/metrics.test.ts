import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serveFiles } from '../support/app.ts';
import { withFolder } from '../support/archive.ts';
import { mail, mbox } from '../support/mail.ts';

it('metrics count requests by route, without a word of any mail', async () => {
  await withFolder(async (folder) => {
    const path = join(folder, 'one.mbox');
    writeFileSync(path, mbox([mail({ id: 'secret-id@example.org', subject: 'Secret subject' })]));
    const server = await serveFiles([path]);
    await server.app.inject({ url: '/api/v1/health' });
    await server.app.inject({ url: '/api/v1/messages/secret-id@example.org' });
    await server.app.inject({ url: '/nothing/secret-id@example.org' });
    const { body, headers } = await server.app.inject({ url: '/metrics' });
    await server.close();
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain('lorescope_messages 1\n');
    expect(body).toMatch(/lorescope_requests_total\{method="GET",route="\/api\/v1\/health",status="200"\} 1\n/);
    expect(body).toMatch(/process_resident_memory_bytes \d+\n/);
    expect(body).not.toMatch(/secret|Alice/i);
  });
});
