import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import type { ListsAnswer } from '../../server/contract/list.ts';
import { ask } from '../lib/api.ts';
import { count, nameOf, versionName } from '../lib/format.ts';
import { listPath, messagePath, personPath } from '../lib/links.ts';
import { StateShape } from '../ui/badge.tsx';
import css from './find-field.module.css';
import { useFound } from './use-found.ts';
import { useSuggestions } from './use-suggestions.ts';

interface FindFieldProps {
  list: string | null;
  asked: string;
  /** On home it is what the page is for. */
  big?: boolean;
}

/** One thing that is offered while somebody types: a place to go to, or words for the query. */
interface Option {
  id: string;
  kind: string;
  label: string;
  note: string;
  state?: string;
  take: () => void;
}

/** The search field. While one types it offers what the words may mean: patches, threads, people, lists, operators. */
export function FindField({ list, asked, big = false }: FindFieldProps) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const [words, setWords] = useState(asked);
  const [cursor, setCursor] = useState(asked.length);
  const [active, setActive] = useState(false);
  const [at, setAt] = useState(-1);
  const id = useId();
  const { from, to, suggestions } = useSuggestions(active ? words : '', cursor);
  const settled = useDeferredValue(active ? words.trim() : '');
  const { goTo, names, hits, people } = useFound(settled);
  const { data: lists } = useQuery({
    queryKey: ['lists'],
    queryFn: ({ signal }) => ask<ListsAnswer>('lists', {}, signal),
    enabled: settled.length > 1,
  });

  const open = (path: string) => () => {
    setActive(false);
    setAt(-1);
    document.getElementById('find')?.blur();
    void navigate(path);
  };
  const replace = (text: string) => () => {
    setWords(words.slice(0, from) + text + words.slice(to));
    setCursor(from + text.length);
    setAt(-1);
    document.getElementById('find')?.focus();
  };
  const fitting = (lists?.lists ?? []).filter(({ name }) => settled && name.includes(settled.toLowerCase()));
  const shown: Option[] = !active
    ? []
    : [
        ...(goTo ? [{ id: 'go', kind: 'Message', label: goTo, note: '', take: open(messagePath('all', goTo)) }] : []),
        ...names.slice(0, 4).map(({ patch }) => ({
          id: patch.messageId,
          kind: 'Patch',
          label: patch.title,
          note: [versionName(patch.version), patch.from ? nameOf(patch.from) : ''].filter(Boolean).join(' '),
          state: patch.headline.state,
          take: open(messagePath('all', patch.messageId)),
        })),
        ...people.slice(0, 2).map(({ person, messages }) => ({
          id: `person ${person}`,
          kind: 'Person',
          label: person,
          note: count(messages, 'mail'),
          take: open(personPath(person)),
        })),
        ...fitting.slice(0, 2).map(({ name, threads }) => ({
          id: `list ${name}`,
          kind: 'List',
          label: name,
          note: count(threads, 'thread'),
          take: open(listPath(name)),
        })),
        ...hits.slice(0, names.length > 0 ? 1 : 3).map((hit) => ({
          id: `thread ${hit.key}`,
          kind: 'Mail',
          label: hit.subject || '(no subject)',
          note: hit.person || nameOf(hit.from),
          take: open(messagePath(hit.lists[0], hit.key)),
        })),
        ...suggestions.slice(0, OPERATORS).map(({ text, meaning }) => ({
          id: `word ${text}`,
          kind: '',
          label: text,
          note: meaning,
          take: replace(text),
        })),
      ];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const query = words.trim();
    if (!query) return;
    setActive(false);
    document.getElementById('find')?.blur();
    const scope = pathname === '/search' ? params.get('list') : list && list !== 'all' ? list : null;
    void navigate(`/search?q=${encodeURIComponent(query)}${scope ? `&list=${encodeURIComponent(scope)}` : ''}`);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = shown[at];
    if (event.key === 'Escape') {
      if (shown.length > 0) setActive(false);
      else document.getElementById('find')?.blur();
    } else if (event.key === 'ArrowDown' && shown.length > 0) {
      event.preventDefault();
      setAt((at + 1) % shown.length);
    } else if (event.key === 'ArrowUp' && shown.length > 0) {
      event.preventDefault();
      setAt(at <= 0 ? shown.length - 1 : at - 1);
    } else if (chosen && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      chosen.take();
    }
  };

  return (
    <form className={`${css['find']} ${big ? css['big'] : ''}`} role="search" onSubmit={submit} action="/search">
      <svg aria-hidden viewBox="0 0 20 20" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="1.8">
        <circle cx="8.5" cy="8.5" r="5.5" />
        <path d="m13 13 4.5 4.5" />
      </svg>
      <input
        id="find"
        name="q"
        type="search"
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        {...(shown[at] ? { 'aria-activedescendant': `${id}-${at}` } : {})}
        autoComplete="off"
        spellCheck={false}
        aria-label="Search: a patch name, words, a Message-ID, or lore’s operators"
        placeholder="A subject, a person, a sentence, a Message-ID"
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setCursor(event.target.selectionStart ?? event.target.value.length);
          setActive(true);
          setAt(-1);
        }}
        onBlur={() => setActive(false)}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden>/</kbd>
      <ul id={id} role="listbox" aria-label="What it may mean" className={css['list']} hidden={shown.length === 0}>
        {shown.map((option, index) => (
          <li
            key={option.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={css['option']}
            data-kind={option.kind}
            onMouseDown={(event) => {
              event.preventDefault();
              option.take();
            }}
          >
            <small>{option.kind}</small>
            {option.kind ? (
              <b>
                {option.state && <StateShape state={option.state} />}
                {option.label}
              </b>
            ) : (
              <code className="code">{option.label}</code>
            )}
            <span>{option.note}</span>
          </li>
        ))}
      </ul>
    </form>
  );
}

/** Operators that are offered at once. */
const OPERATORS = 6;
