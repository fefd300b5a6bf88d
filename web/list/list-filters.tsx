import { useId, useRef, useState } from 'react';
import { stateLook, PATCH_STATES } from '../../data/rules/states.ts';
import { useSearchParams } from 'react-router';
import type { Params } from '../lib/api.ts';
import { shortDate } from '../lib/format.ts';
import { useKeys } from '../lib/keyboard.ts';
import css from './list-filters.module.css';

/** The filters and the order of a list's threads; all of it stands in the link. `since`: the newest word of the visit before. */
export function ListFilters({ since }: { since: string | null }) {
  const [params, setParams] = useSearchParams();
  const set = (changes: Record<string, string | null>) => {
    setParams((old) => {
      const next = new URLSearchParams(old);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      return next;
    });
  };
  const state = params.get('state') ?? '';
  const quick = QUICK.find(({ where }) => Object.entries(where).every(([name, value]) => params.get(name) === value));
  const fine = [
    state && !QUICK.some(({ where }) => where['state'] === state) && stateLook(state).word,
    params.get('person'),
    params.get('from') && params.get('from') !== since && `from ${shortDate(params.get('from')!)}`,
    params.get('to') && `until ${shortDate(params.get('to')!)}`,
  ].filter(Boolean);
  const [open, setOpen] = useState(false);
  const more = useId();
  const first = useRef<HTMLSelectElement>(null);
  const toggle = () => {
    setOpen(!open);
    if (!open) setTimeout(() => first.current?.focus(), 0);
  };
  useKeys('List', [{ keys: 'f', label: 'filter by state, person, date', run: toggle }]);
  const plain = !NAMES.some((name) => name !== 'sort' && params.get(name));
  const sinceVisit = since !== null && params.get('from') === since;
  return (
    <div className={css['filters']} role="group" aria-label="Filters">
      <div className={css['line']}>
        <button
          type="button"
          aria-pressed={plain}
          onClick={() => set(Object.fromEntries(NAMES.filter((name) => name !== 'sort').map((name) => [name, null])))}
        >
          All threads
        </button>
        {since !== null && (
          <button
            type="button"
            aria-pressed={sinceVisit}
            onClick={() => set({ from: sinceVisit ? null : since })}
            title={`Something was said after ${shortDate(since)}, the newest word of your last visit`}
          >
            Since my last visit
          </button>
        )}
        {QUICK.map((choice) => (
          <button
            key={choice.word}
            type="button"
            aria-pressed={choice === quick}
            onClick={() =>
              set(choice === quick ? empty(choice.where) : { state: null, unanswered: null, ...choice.where })
            }
          >
            {choice.word}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={params.get('hasPatch') === 'true'}
          onClick={() => set({ hasPatch: params.get('hasPatch') ? null : 'true' })}
        >
          Has patch
        </button>
        <button
          type="button"
          aria-pressed={params.get('bots') === 'off'}
          onClick={() => set({ bots: params.get('bots') === 'off' ? null : 'off' })}
        >
          Bots off
        </button>
        <button type="button" aria-expanded={open} aria-controls={more} data-set={fine.length > 0} onClick={toggle}>
          {fine.length > 0 ? fine.join(' · ') : 'More'} <span aria-hidden>{open ? '▴' : '▾'}</span>
        </button>
        <label className={css['order']}>
          <span className="unseen">Order</span>
          <select
            value={params.get('sort') ?? 'activity'}
            onChange={(event) => set({ sort: event.target.value === 'activity' ? null : event.target.value })}
          >
            <option value="activity">newest word first</option>
            <option value="start">newest thread first</option>
            <option value="size">longest thread first</option>
          </select>
        </label>
      </div>
      <div id={more} className={css['fields']} hidden={!open}>
        <label>
          State
          <select
            ref={first}
            onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
            value={PATCH_STATES.some((name) => name === state) ? state : ''}
            onChange={(event) => set({ state: event.target.value })}
          >
            <option value="">any</option>
            {PATCH_STATES.map((name) => (
              <option key={name} value={name}>
                {stateLook(name).word}
              </option>
            ))}
          </select>
        </label>
        <label>
          Person
          <input
            key={params.get('person') ?? ''}
            defaultValue={params.get('person') ?? ''}
            placeholder="name or address"
            onKeyDown={(event) => event.key === 'Enter' && set({ person: event.currentTarget.value.trim() })}
            onBlur={(event) =>
              event.target.value.trim() !== (params.get('person') ?? '') && set({ person: event.target.value.trim() })
            }
          />
        </label>
        <label>
          Last word from
          <input
            type="date"
            value={params.get('from')?.slice(0, 10) ?? ''}
            onChange={(event) => set({ from: event.target.value })}
          />
        </label>
        <label>
          until before
          <input
            type="date"
            value={params.get('to')?.slice(0, 10) ?? ''}
            onChange={(event) => set({ to: event.target.value })}
          />
        </label>
      </div>
    </div>
  );
}

/** The parameters of the resource that the link names. */
export function filtersOf(params: URLSearchParams): Params {
  return Object.fromEntries(NAMES.map((name) => [name, params.get(name)]).filter(([, value]) => value));
}

const NAMES = ['sort', 'state', 'person', 'hasPatch', 'unanswered', 'bots', 'from', 'to'];
const QUICK: { word: string; where: Record<string, string> }[] = [
  { word: 'Open', where: { state: 'open' } },
  { word: 'Decided', where: { state: 'decided' } },
  { word: 'Changes requested', where: { state: 'changes-requested' } },
  { word: 'Unanswered', where: { unanswered: 'true' } },
];
const empty = (where: Record<string, string>) => Object.fromEntries(Object.keys(where).map((name) => [name, null]));
