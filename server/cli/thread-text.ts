import type { ThreadAnswer } from '../contract/index.ts';

type Row = ThreadAnswer['rows'][number];
type Body = ThreadAnswer['bodies'][number];

/** A thread as plain text for a terminal: what was decided, the tree, then each message with its quotes folded to their speakers. */
export function renderThread(thread: ThreadAnswer, { treeOnly, width }: { treeOnly: boolean; width: number }): string {
  const bodies = new Map(thread.bodies.map((body) => [body.key, body]));
  const parts = [
    thread.title,
    `${thread.messages} messages${thread.holes ? ` · ${thread.holes}` : ''} · ${thread.lists.join(', ')} · ${thread.started.slice(0, 10)} to ${thread.last.slice(0, 10)}`,
    ...renderOutcome(thread),
    '',
    ...thread.rows.map((row) => renderRow(row, width)),
  ];
  if (!treeOnly) {
    for (const row of thread.rows) {
      const body = bodies.get(row.key);
      parts.push('', ...(row.ghost ? renderGhost(row) : body ? renderMessage(row, body, width) : []));
    }
  }
  return parts.join('\n');
}

function renderOutcome({ headline, patches }: ThreadAnswer): string[] {
  if (!headline) return [];
  const said = headline.sentence
    ? `: “${headline.sentence}” (${headline.by?.name || headline.by?.email || 'unknown'}, ${headline.date?.slice(0, 10) ?? ''})`
    : '';
  const turn =
    headline.turn && headline.turn.whose !== 'nobody' ? [`${headline.turn.whose}'s turn: ${headline.turn.why}`] : [];
  const each =
    patches.length > 1
      ? patches.map(
          (patch) => `  ${patch.number}/${patch.total} v${patch.version} ${patch.headline.state}  ${patch.title}`,
        )
      : [];
  return [`${headline.state}${said}`, ...turn, ...each];
}

function renderRow(row: Row, width: number): string {
  const indent = '  '.repeat(Math.min(row.depth, 24));
  if (row.ghost) return `${indent}o [not in the archive] ${row.author?.name ?? ''} <${row.messageId}>`.slice(0, width);
  return `${indent}* ${row.dateUsed.slice(0, 10)} ${row.person}${row.bot ? ' (bot)' : ''}: ${row.subject}`.slice(
    0,
    width,
  );
}

function renderGhost(row: Extract<Row, { ghost: true }>): string[] {
  if (row.recovered.length === 0) return [];
  return [
    `--- ${row.author?.name ?? 'somebody'}, not in the archive; kept by quotes <${row.messageId}>`,
    ...row.recovered.flatMap((piece) => [
      ...piece.text.split('\n').map((line) => `    ${line}`),
      `    (quoted in <${piece.from}>)`,
    ]),
  ];
}

function renderMessage(row: Extract<Row, { ghost: false }>, body: Body, width: number): string[] {
  const lines = body.text.split('\n');
  const shown = [`--- ${row.person}, ${row.dateUsed.slice(0, 16).replace('T', ' ')} <${row.messageId}>`];
  for (const block of body.blocks) {
    const own = lines.slice(block.lines[0], block.lines[1]);
    if (block.kind === 'quote' || block.kind === 'forwarded') {
      const speaker = block.author?.name || block.author?.email || 'somebody';
      const words = own.map((line) => line.replace(/^[>|\s]+/, '')).filter((line) => line !== '');
      shown.push(
        `    | ${speaker}: ${words.slice(0, 2).join(' ')}${words.length > 2 ? ` … (${words.length} lines)` : ''}`.slice(
          0,
          width,
        ),
      );
    } else if (block.kind !== 'attribution') {
      shown.push(...own);
    }
  }
  while (shown.at(-1)?.trim() === '') shown.pop();
  return shown;
}
