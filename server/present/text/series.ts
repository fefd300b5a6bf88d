import type { RangeDiffAnswer, SeriesAnswer } from '../../contract/index.ts';

/** A series as plain text: its revisions and where they part, patches by revision, tags, points, changelog. */
export function renderSeries(answer: SeriesAnswer): string {
  const { series, revisions, points, changelog, coverage, unmentioned } = answer;
  const from = revisions.find(({ seriesId }) => seriesId === series.seriesId)?.from;
  const numbers = new Map(
    answer.works.flatMap(({ cells }) =>
      cells.flatMap((cell) => (cell ? [[cell.messageId, cell.number] as const] : [])),
    ),
  );
  const lines = [
    series.title,
    `v${series.version}, ${series.patches.length} of ${series.total} patches here, by ${from?.name ?? 'somebody'}, ${series.state} <${series.seriesId}>`,
    '',
    ...renderGraph(answer),
    '',
    ...renderWorks(answer),
  ];
  const tagged = coverage.filter(({ tags, words }) => tags.length + words.length > 0);
  if (tagged.length > 0) lines.push('', 'Tags:');
  for (const patch of tagged) {
    lines.push(`  ${patch.number}/${series.total} ${patch.title}`);
    for (const { name, person, how, said, messageId } of patch.tags)
      lines.push(`    ${name} ${person?.name ?? ''}: ${how}${said ? ` (“${said}”)` : ''} <${messageId}>`);
    for (const { by, text, messageId } of patch.words) lines.push(`    ${by.name}, in words: “${text}” <${messageId}>`);
  }
  const open = points.filter(({ status }) => status === 'open');
  if (points.length > 0)
    lines.push('', `${points.length} points${open.length > 0 ? `, ${open.length} open` : ', none found open'}:`);
  for (const point of [...open, ...points.filter((one) => !open.includes(one))])
    lines.push(
      `  [${point.status}] ${[point.by, ...point.also].map(({ name, email }) => name || email).join(', ')} on ${numbers.get(point.about) ?? 'the cover'}${point.file ? ` ${point.file}` : ''}: ${clip(point.text, 160)}`,
      `      ${point.why}`,
    );
  if (changelog.length > 0) lines.push('', 'Changelog:');
  for (const { text, found, patches } of changelog)
    lines.push(
      `  [${found}${patches.length > 0 ? ` in ${patches.map((id) => numbers.get(id)).join(', ')}` : ''}] ${text}`,
    );
  for (const { messageId, status } of unmentioned)
    lines.push(`  [not mentioned] ${status} ${numbers.get(messageId) ?? ''}`);
  return lines.join('\n');
}

/** Two revisions compared, as git range-diff prints it. */
export function renderRangeDiff({ from, to, pairs }: RangeDiffAnswer): string {
  return [
    `v${from.version} of ${from.title}`,
    `v${to.version} of ${to.title}`,
    '',
    ...pairs.flatMap(({ from: old, to: now, status, lines }) => [
      `${(old?.number ?? '-').toString().padStart(3)} ${SIGNS[status]} ${(now?.number ?? '-').toString().padStart(3)} ${(now ?? old)!.title}${old && now && old.title !== now.title ? ` (was: ${old.title})` : ''}`,
      ...lines.map(({ mark, text }) => (mark === '@' ? `    @@ ${text}` : `    ${mark} ${text}`)),
    ]),
  ].join('\n');
}

function renderGraph({ graph, series }: SeriesAnswer): string[] {
  const names = new Map(graph.nodes.map((node) => [node.seriesId, nameOf(node)]));
  const lanes = [...new Set(graph.nodes.map(({ lane }) => lane))].sort((a, b) => a - b);
  return lanes.flatMap((lane) => {
    const own = graph.nodes.filter((node) => node.lane === lane);
    const parents = graph.edges.filter(({ to }) => to === own[0]!.seriesId).map(({ from }) => names.get(from));
    return [
      `${own.at(-1)!.title}${parents.length > 0 ? ` (from ${parents.join(', ')})` : ''}`,
      `  ${own.map((node) => `${node.seriesId === series.seriesId ? '*' : ''}${names.get(node.seriesId)} ${node.date.slice(0, 10)} ${node.state}`).join(' -> ')}`,
    ];
  });
}

function renderWorks({ works, revisions }: SeriesAnswer): string[] {
  const cells = works.map((work) =>
    work.cells.map((cell) => (cell ? `${cell.number}${MARKS[cell.change ?? 'new']}` : '.')),
  );
  const heads = revisions.map(nameOf);
  const widths = heads.map((head, n) => Math.max(head.length, ...cells.map((row) => row[n]!.length)));
  const row = (words: string[]) => words.map((word, n) => word.padStart(widths[n]!)).join(' ');
  return [
    `${row(heads)}   (+ new, ~ changed, w reworded, R renamed, = the same)`,
    ...works.map((work, n) => `${row(cells[n]!)}   ${work.title}`),
  ];
}

const nameOf = ({ version, isRfc }: { version: number; isRfc: boolean }) =>
  isRfc ? (version > 1 ? `RFCv${version}` : 'RFC') : `v${version}`;

function clip(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}

const MARKS = { new: '+', changed: '~', reworded: 'w', renamed: 'R', same: '=' } as const;
const SIGNS = { same: '=', changed: '!', 'message-only': 'w', added: '>', removed: '<' } as const;
