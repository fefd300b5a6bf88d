import { useRef, useState, type FormEvent } from 'react';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { listPath } from '../../lib/links.ts';
import css from './top-bar.module.css';

/** The bar on top of every screen: where one is, the search field, help and settings. */
export function TopBar({ onKeys, onSettings }: { onKeys: () => void; onSettings: () => void }) {
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const list = listIn(pathname);
  const asked = pathname === '/search' ? (params.get('q') ?? '') : '';
  return (
    <header className={css['top']}>
      <Link className={css['brand']} to="/">
        Lore<i>scope</i>
      </Link>
      <nav aria-label="This list" className={css['list']}>
        {list && <Link to={listPath(list)}>{list === 'all' ? 'all lists' : list}</Link>}
      </nav>
      <FindField key={asked} list={list} asked={asked} />
      <nav aria-label="Help and settings" className={css['tools']}>
        <Link to="/me" className={css['tool']}>
          For me
        </Link>
        <button type="button" className={css['tool']} onClick={onSettings} title="Settings  ,">
          <span aria-hidden>Aa</span>
          <span className="unseen">Settings: theme, size of type</span>
        </button>
        <button type="button" className={css['help']} onClick={onKeys} title="Keys  ?">
          <kbd aria-hidden>?</kbd>
          <span className="unseen">Keys of this screen</span>
        </button>
      </nav>
    </header>
  );
}

function FindField({ list, asked }: { list: string | null; asked: string }) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const [words, setWords] = useState(asked);
  const field = useRef<HTMLInputElement>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const query = words.trim();
    if (!query) return;
    field.current?.blur();
    const scope = pathname === '/search' ? params.get('list') : list && list !== 'all' ? list : null;
    void navigate(`/search?q=${encodeURIComponent(query)}${scope ? `&list=${encodeURIComponent(scope)}` : ''}`);
  };

  return (
    <form className={css['find']} role="search" onSubmit={submit} action="/search">
      <span aria-hidden className={css['glass']}>
        ⌕
      </span>
      <input
        ref={field}
        id="find"
        name="q"
        type="search"
        autoComplete="off"
        spellCheck={false}
        aria-label="Search: a patch name, words, a Message-ID, or lore’s operators"
        placeholder="Patch name, words, Message-ID, s: f: dfn:"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && field.current?.blur()}
      />
      <kbd aria-hidden>/</kbd>
    </form>
  );
}

/** The list that an address is about. */
function listIn(pathname: string): string | null {
  const [first, second] = pathname.split('/').filter(Boolean).map(decodeURIComponent);
  if (first === 'stats') return second ?? null;
  if (!first || /^(search|me|pieces|series|person|r)$/.test(first)) return null;
  return first;
}
