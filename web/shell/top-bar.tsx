import { Link, useLocation, useSearchParams } from 'react-router';
import { listPath } from '../lib/links.ts';
import { listInPath } from '../lib/list-in-path.ts';
import { FindField } from './find-field.tsx';
import css from './top-bar.module.css';

/** The bar on top of every screen: where one is, the search field, help and settings. */
export function TopBar({ onKeys, onSettings }: { onKeys: () => void; onSettings: () => void }) {
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const list = listInPath(pathname);
  const asked = pathname === '/search' ? (params.get('q') ?? '') : '';
  return (
    <header className={css['top']}>
      <Link className={css['brand']} to="/">
        Lore<i>scope</i>
      </Link>
      <nav aria-label="This list" className={css['list']}>
        {list && <Link to={listPath(list)}>{list === 'all' ? 'all lists' : list}</Link>}
      </nav>
      {pathname === '/' ? <span className={css['gap']} /> : <FindField key={asked} list={list} asked={asked} />}
      <nav aria-label="Help and settings" className={css['tools']}>
        <Link to="/me" className={css['tool']} aria-current={pathname === '/me' ? 'page' : undefined}>
          Desk
        </Link>
        <button type="button" className={css['tool']} onClick={onSettings} title="Settings  ,">
          <span aria-hidden>Aa</span>
          <span className="unseen">Settings: theme, size of type</span>
        </button>
        <button type="button" className={css['tool']} onClick={onKeys} title="Keys  ?">
          <span aria-hidden>?</span>
          <span className="unseen">Keys of this screen</span>
        </button>
      </nav>
    </header>
  );
}
