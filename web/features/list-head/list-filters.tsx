import { useSearchParams } from 'react-router';
import type { Params } from '../../lib/api.ts';
import { stateLook, STATE_ORDER } from '../../lib/states.ts';
import css from './list-filters.module.css';

/** The filters and the order of a list's threads; all of it stands in the link. */
export function ListFilters() {
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
  const plain = !['state', 'unanswered', 'hasPatch', 'person', 'from', 'to'].some((name) => params.get(name));
  return (
    <div className={css['filters']} role="group" aria-label="Filters">
      <button
        type="button"
        aria-pressed={plain}
        onClick={() => set({ state: null, unanswered: null, hasPatch: null, person: null, from: null, to: null })}
      >
        All threads
      </button>
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
      <span className={css['fields']}>
        <label>
          <span className="unseen">State</span>
          <select
            value={state.includes(',') || /^(decided|open)$/.test(state) ? '' : state}
            onChange={(event) => set({ state: event.target.value })}
          >
            <option value="">any state</option>
            {STATE_ORDER.map((name) => (
              <option key={name} value={name}>
                {stateLook(name).word}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="unseen">Somebody who wrote in it</span>
          <input
            key={params.get('person') ?? ''}
            defaultValue={params.get('person') ?? ''}
            placeholder="person"
            onKeyDown={(event) => event.key === 'Enter' && set({ person: event.currentTarget.value.trim() })}
            onBlur={(event) =>
              event.target.value.trim() !== (params.get('person') ?? '') && set({ person: event.target.value.trim() })
            }
          />
        </label>
        <label>
          <span className="unseen">Last word on or after</span>
          <input
            type="date"
            value={params.get('from')?.slice(0, 10) ?? ''}
            onChange={(event) => set({ from: event.target.value })}
          />
        </label>
        <label>
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
      </span>
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
