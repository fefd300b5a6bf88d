/** A plot of one line through points from zero up, as SVG. */
export function plot(points: [x: number, y: number][], across: string, up: string): string {
  const mostX = Math.max(...points.map(([x]) => x), 1);
  const mostY = roundUp(Math.max(...points.map(([, y]) => y), 1));
  const x = (value: number) => (LEFT + (value / mostX) * WIDTH).toFixed(1);
  const y = (value: number) => (TOP + HEIGHT - (value / mostY) * HEIGHT).toFixed(1);
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + 30} ${TOP + HEIGHT + 45}" font-family="sans-serif" font-size="12">`,
    ...ticks.map(
      (share) =>
        `<path d="M${LEFT} ${y(share * mostY)}h${WIDTH}" stroke="#ddd"/><text x="${LEFT - 6}" y="${Number(y(share * mostY)) + 4}" text-anchor="end">${figure(share * mostY)}</text>`,
    ),
    ...ticks.map(
      (share) =>
        `<text x="${x(share * mostX)}" y="${TOP + HEIGHT + 18}" text-anchor="middle">${figure(share * mostX)}</text>`,
    ),
    `<polyline fill="none" stroke="#246" stroke-width="2" points="${points.map(([a, b]) => `${x(a)},${y(b)}`).join(' ')}"/>`,
    ...points.map(([a, b]) => `<circle cx="${x(a)}" cy="${y(b)}" r="3" fill="#246"/>`),
    `<text x="${LEFT + WIDTH / 2}" y="${TOP + HEIGHT + 38}" text-anchor="middle">${across}</text>`,
    `<text x="${LEFT - 50}" y="${TOP - 10}">${up}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

/** The next 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10);
}

const figure = (value: number) => Math.round(value).toLocaleString('en-US');
const LEFT = 70;
const TOP = 30;
const WIDTH = 560;
const HEIGHT = 240;
