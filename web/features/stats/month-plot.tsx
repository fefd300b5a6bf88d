import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { StatsAnswer } from '../../../server/contract/stats.ts';
import { monthName } from '../../lib/format.ts';
import { listPath } from '../../lib/links.ts';
import { useSettings } from '../../lib/settings.ts';
import { Fold } from '../../ui/fold.tsx';
import css from './stats.module.css';

type Month = StatsAnswer['months'][number];

/** Messages, patches and people by month; the table behind it says the same and links to the messages. */
export function MonthPlot({ months, list }: { months: readonly Month[]; list: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [{ theme }] = useSettings();
  useEffect(() => {
    const element = box.current;
    if (!element || months.length < 2) return;
    const colour = (name: string) => resolveColour(element, name);
    const plot = new UPlot(
      {
        width: element.clientWidth,
        height: 240,
        cursor: { y: false },
        legend: { live: true },
        axes: [
          {
            stroke: colour('--ink-faint'),
            grid: { stroke: colour('--rule'), width: 1 },
            ticks: { stroke: colour('--rule') },
            values: (_plot, ticks) => ticks.map((tick, index) => tickName(tick, ticks[index - 1])),
          },
          {
            stroke: colour('--ink-faint'),
            grid: { stroke: colour('--rule'), width: 1 },
            ticks: { stroke: colour('--rule') },
            size: 52,
          },
        ],
        series: [
          { label: 'Month', value: (_plot, value) => (value ? monthName(new Date(value * 1000).toISOString()) : '') },
          { label: 'Messages', stroke: colour('--accent'), width: 2, points: { show: false } },
          { label: 'Patches', stroke: colour('--p4'), width: 2, dash: [6, 3], points: { show: false } },
          { label: 'People', stroke: colour('--p2'), width: 2, dash: [2, 3], points: { show: false } },
        ],
      },
      [
        months.map(({ from }) => new Date(from).getTime() / 1000),
        months.map(({ messages }) => messages),
        months.map(({ patches }) => patches),
        months.map(({ people }) => people),
      ],
      element,
    );
    const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: 240 }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      plot.destroy();
    };
  }, [months, theme]);
  return (
    <>
      {months.length > 1 && (
        <div
          ref={box}
          className={css['plot']}
          role="img"
          aria-label="Messages, patches and people by month; the table below holds the same figures"
        />
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
            {[...months].reverse().map((month) => (
              <tr key={month.from}>
                <th scope="row">{monthName(month.from)}</th>
                <td>
                  <Link to={`${listPath(list)}?from=${month.from.slice(0, 10)}&to=${nextMonth(month.from)}`}>
                    {month.messages.toLocaleString('en')}
                  </Link>
                </td>
                <td>{month.bots}</td>
                <td>{month.threads}</td>
                <td>{month.patches}</td>
                <td>{month.people}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Fold>
    </>
  );
}

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
  return name.startsWith('Jan') ? name : name.slice(0, 3);
}

function nextMonth(from: string): string {
  const date = new Date(from);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}
