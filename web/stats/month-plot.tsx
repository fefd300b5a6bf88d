import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { StatsAnswer } from '../../server/contract/stats.ts';
import { countedPath, daysOfMonth } from '../lib/archive-query.ts';
import { monthName } from '../lib/format.ts';
import { useSettings } from '../lib/settings.ts';
import { Fold } from '../ui/fold.tsx';
import css from './stats.module.css';

type Month = StatsAnswer['months'][number];

/** Messages, patches and people by month; a click on a month leads to its messages, and so do the figures of the table behind it. */
export function MonthPlot({ months, list }: { months: readonly Month[]; list: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [{ theme }] = useSettings();
  const [pointed, setPointed] = useState<number | null>(null);
  const navigate = useNavigate();
  const open = useRef((index: number) => void index);
  useEffect(() => {
    open.current = (index) => {
      const month = months[index];
      if (month) void navigate(countedPath({ list, days: daysOfMonth(month.from) }));
    };
  });
  useEffect(() => {
    const element = box.current;
    if (!element || months.length < 2) return;
    const colour = (name: string) => resolveColour(element, name);
    const font = '12px "Inter Variable", system-ui, sans-serif';
    const axis = {
      stroke: colour('--ink-faint'),
      grid: { stroke: colour('--rule'), width: 1 },
      ticks: { show: false },
      font,
    };
    const plot = new UPlot(
      {
        width: element.clientWidth,
        height: 240,
        padding: [8, 16, 0, 0],
        cursor: { y: false, points: { size: 7 } },
        legend: { show: false },
        axes: [
          {
            ...axis,
            grid: { show: false },
            values: (_plot, ticks) => ticks.map((tick, index) => tickName(tick, ticks[index - 1])),
          },
          { ...axis, size: 52, values: (_plot, ticks) => ticks.map((tick) => tick.toLocaleString('en')) },
        ],
        series: [
          {},
          ...LINES.map(({ word, token, dash }) => ({
            label: word,
            stroke: colour(token),
            width: 2,
            dash: [...dash],
            points: { show: false },
          })),
        ],
        hooks: { setCursor: [(self) => setPointed(self.cursor.idx ?? null)] },
      },
      [
        months.map(({ from }) => new Date(from).getTime() / 1000),
        ...LINES.map(({ of }) => months.map((month) => month[of])),
      ] as UPlot.AlignedData,
      element,
    );
    const onClick = () => plot.cursor.idx != null && open.current(plot.cursor.idx);
    plot.over.addEventListener('click', onClick);
    plot.over.style.cursor = 'pointer';
    const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: 240 }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      plot.destroy();
    };
  }, [months, theme]);
  const month = pointed === null ? null : months[pointed];
  return (
    <>
      {months.length > 1 && (
        <>
          <p className={css['legend']} aria-hidden>
            {LINES.map(({ word, token, dash, of }) => (
              <span key={word}>
                <svg width="26" height="8">
                  <line
                    x1="1"
                    x2="25"
                    y1="4"
                    y2="4"
                    stroke={`var(${token})`}
                    strokeWidth="2"
                    strokeDasharray={dash.join(' ')}
                  />
                </svg>
                {word} {month && <b>{month[of].toLocaleString('en')}</b>}
              </span>
            ))}
            <span className={css['pointed']}>{month ? monthName(month.from) : ''}</span>
          </p>
          <div
            ref={box}
            className={css['plot']}
            role="img"
            aria-label="Messages, patches and people by month; the table below holds the same figures"
          />
        </>
      )}
      <Fold look="word" summary="the figures as a table" open={months.length < 2}>
        <table className={css['table']}>
          <thead>
            <tr>
              {['Month', 'Messages', 'by bots', 'Threads', 'Patches', 'People'].map((word) => (
                <th key={word} scope="col">
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...months].reverse().map((row) => (
              <MonthRow key={row.from} month={row} list={list} />
            ))}
          </tbody>
        </table>
      </Fold>
    </>
  );
}

/** The figures of a month, each a link to the messages that it counts. */
function MonthRow({ month, list }: { month: Month; list: string }) {
  const days = daysOfMonth(month.from);
  const figure = (number: number, also?: string) =>
    number === 0 ? (
      '0'
    ) : (
      <Link to={countedPath({ list, days, ...(also ? { also } : {}) })}>{number.toLocaleString('en')}</Link>
    );
  return (
    <tr>
      <th scope="row">{monthName(month.from)}</th>
      <td>{figure(month.messages)}</td>
      <td>{figure(month.bots, 'is:bot')}</td>
      <td>{figure(month.threads, 'is:first')}</td>
      <td>{figure(month.patches, 'is:patch')}</td>
      <td>{month.people.toLocaleString('en')}</td>
    </tr>
  );
}

/** What is drawn: told apart by dashes as well as by colour. */
const LINES = [
  { word: 'Messages', of: 'messages', token: '--accent', dash: [] },
  { word: 'Patches', of: 'patches', token: '--p4', dash: [6, 3] },
  { word: 'People', of: 'people', token: '--p2', dash: [2, 3] },
] as const;

/** The colour that a token has in the theme of the moment: a canvas does not know `light-dark()`. */
function resolveColour(element: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

/** `Jul`, and `Jan 2022` where a year begins; nothing where the tick before has the same name. */
function tickName(seconds: number, before: number | undefined): string {
  const name = monthName(new Date(seconds * 1000).toISOString());
  if (before !== undefined && monthName(new Date(before * 1000).toISOString()) === name) return '';
  return name.startsWith('Jan') || before === undefined ? name : name.slice(0, 3);
}
