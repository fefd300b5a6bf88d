import { lazy, Suspense, useState } from 'react';
import { Route, Routes, useLocation, useNavigate } from 'react-router';
import { TopBar } from './features/top-bar/top-bar.tsx';
import { useKeys } from './lib/keyboard.ts';
import { useScrollMemory } from './lib/scroll-memory.ts';
import {
  HomeScreen,
  ListScreen,
  MeScreen,
  MissingScreen,
  PersonScreen,
  PiecesScreen,
  SearchScreen,
  SeriesScreen,
  StatsScreen,
  SummaryScreen,
  ThreadScreen,
} from './screens/parts.ts';
import { Boundary } from './ui/boundary.tsx';
import { Toast } from './ui/toast.tsx';
import css from './app.module.css';

const KeySheet = lazy(() => import('./features/key-sheet/key-sheet.tsx'));
const SettingsPanel = lazy(() => import('./features/settings-panel/settings-panel.tsx'));
const Palette = lazy(() => import('./features/palette/palette.tsx'));

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
              <Route path="/" element={<HomeScreen />} />
              <Route path="/search" element={<SearchScreen />} />
              <Route path="/me" element={<MeScreen />} />
              <Route path="/pieces" element={<PiecesScreen />} />
              <Route path="/stats/:list" element={<StatsScreen />} />
              <Route path="/series/:id" element={<SeriesScreen />} />
              <Route path="/person/:name" element={<PersonScreen />} />
              <Route path="/r/:id" element={<ThreadScreen />} />
              <Route path="/:list" element={<ListScreen />} />
              <Route path="/:list/:id" element={<ThreadScreen />} />
              <Route path="/:list/:id/summary" element={<SummaryScreen />} />
              <Route path="/:list/:id/T" element={<ThreadScreen />} />
              <Route path="/:list/:id/t" element={<ThreadScreen />} />
              <Route path="*" element={<MissingScreen />} />
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

/** The list that the address is about; every list together where it is about none. */
function listOf(pathname: string): string {
  const [first, second] = pathname.split('/').filter(Boolean);
  if (first === 'stats' && second) return `/${second}/`;
  return !first || SCREENS.has(first) ? '/all/' : `/${first}/`;
}

const SCREENS = new Set(['search', 'me', 'pieces', 'stats', 'series', 'person', 'r']);
