import { useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import css from './find-field.module.css';
import { useSuggestions } from './use-suggestions.ts';

/** The search field. While one types it offers what fits at the cursor: operators, and what they may say. */
export function FindField({ list, asked }: { list: string | null; asked: string }) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const [words, setWords] = useState(asked);
  const [cursor, setCursor] = useState(asked.length);
  const [active, setActive] = useState(false);
  const [at, setAt] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const { from, to, suggestions } = useSuggestions(active ? words : '', cursor);
  const shown = active ? suggestions.slice(0, MOST) : [];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const query = words.trim();
    if (!query) return;
    field.current?.blur();
    const scope = pathname === '/search' ? params.get('list') : list && list !== 'all' ? list : null;
    void navigate(`/search?q=${encodeURIComponent(query)}${scope ? `&list=${encodeURIComponent(scope)}` : ''}`);
  };
  const take = (text: string) => {
    const next = words.slice(0, from) + text + words.slice(to);
    setWords(next);
    setCursor(from + text.length);
    setAt(-1);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = shown[at];
    if (event.key === 'Escape') {
      if (shown.length > 0) setActive(false);
      else field.current?.blur();
    } else if (event.key === 'ArrowDown' && shown.length > 0) {
      event.preventDefault();
      setAt((at + 1) % shown.length);
    } else if (event.key === 'ArrowUp' && shown.length > 0) {
      event.preventDefault();
      setAt(at <= 0 ? shown.length - 1 : at - 1);
    } else if (chosen && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      take(chosen.text);
    }
  };

  return (
    <form className={css['find']} role="search" onSubmit={submit} action="/search">
      <span aria-hidden>⌕</span>
      <input
        ref={field}
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
        placeholder="Patch name, words, Message-ID, s: f: dfn:"
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
      <ul
        id={id}
        role="listbox"
        aria-label="What can be typed here"
        className={css['list']}
        hidden={shown.length === 0}
      >
        {shown.map((suggestion, index) => (
          <li
            key={suggestion.text}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={css['option']}
            onMouseDown={(event) => {
              event.preventDefault();
              take(suggestion.text);
            }}
          >
            <code className="code">{suggestion.text}</code>
            <span>{suggestion.meaning}</span>
          </li>
        ))}
      </ul>
    </form>
  );
}

/** As many as are read at a glance. */
const MOST = 8;
