import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { Route, Routes, useLocation, useNavigate } from 'react-router';
import { TopBar } from './shell/top-bar.tsx';
import { useKeys } from './lib/keyboard.ts';
import { listInPath } from './lib/list-in-path.ts';
import { useScrollMemory } from './lib/scroll-memory.ts';
import { SCREENS } from './screens/screens.ts';
import { Boundary } from './ui/boundary.tsx';
import { preloadIdly, type LazyScreen } from './ui/lazy-screen.tsx';
import { Toast } from './ui/toast.tsx';
import css from './app.module.css';

const KeySheet = lazy(() => import('./shell/key-sheet.tsx'));
const SettingsPanel = lazy(() => import('./shell/settings-panel.tsx'));
const Palette = lazy(() => import('./shell/palette.tsx'));

type Panel = 'keys' | 'settings' | 'palette' | null;

/** The frame around every screen: links to screens, the bar on top, the keys that hold everywhere. */
export function App() {
  const [panel, setPanel] = useState<Panel>(null);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  useScrollMemory();
  useKeys('Everywhere', [
    { keys: '/', label: 'search', run: () => document.getElementById('find')?.focus() },
    { keys: '$mod+k', label: 'go to anything', run: () => setPanel('palette'), always: true },
    { keys: 'g h', label: 'home', run: () => void navigate('/') },
    { keys: 'g a', label: 'all lists together', run: () => void navigate('/all/') },
    { keys: 'g m', label: 'for me', run: () => void navigate('/me') },
    { keys: 'g l', label: 'this list', run: () => void navigate(listOf(pathname)) },
    {
      keys: 'g s',
      label: 'statistics of this list',
      run: () => void navigate(`/stats${listOf(pathname).replace(/\/$/, '')}`),
    },
    { keys: ',', label: 'settings', run: () => setPanel('settings') },
    { keys: '? || Shift+?', label: 'this sheet', run: () => setPanel('keys') },
  ]);

  return (
    <>
      <a className={css['skip']} href={`${pathname}#content`} onClick={skip}>
        Skip to the content
      </a>
      <TopBar onKeys={() => setPanel('keys')} onSettings={() => setPanel('settings')} />
      <main id="content" tabIndex={-1} className={css['content']}>
        <Boundary page={pathname}>
          <Suspense fallback={null}>
            <Routes>
              {SCREENS.flatMap(({ paths, screen: Screen, next = NOTHING }) =>
                paths.map((path) => (
                  <Route
                    key={path}
                    path={path}
                    element={
                      <Following next={next}>
                        <Screen />
                      </Following>
                    }
                  />
                )),
              )}
            </Routes>
          </Suspense>
        </Boundary>
      </main>
      <Toast />
      <Suspense fallback={null}>
        {panel === 'keys' && <KeySheet onClose={() => setPanel(null)} />}
        {panel === 'settings' && <SettingsPanel onClose={() => setPanel(null)} />}
        {panel === 'palette' && <Palette onClose={() => setPanel(null)} onOpen={setPanel} />}
      </Suspense>
    </>
  );
}

function skip(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

/** A screen; once it is drawn, what its reader likely opens next is fetched. */
function Following({ next, children }: { next: readonly LazyScreen[]; children: ReactNode }) {
  useEffect(() => preloadIdly(next), [next]);
  return children;
}

/** The list that the address is about; every list together where it is about none. */
const listOf = (pathname: string): string => `/${encodeURIComponent(listInPath(pathname) ?? 'all')}/`;

const NOTHING: readonly LazyScreen[] = [];
