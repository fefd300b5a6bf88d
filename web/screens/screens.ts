/** Every screen, registered once: its addresses, its file, and what its reader likely opens next. */
import { lazyScreen, type LazyScreen } from '../ui/lazy-screen.tsx';
import { Conversation, Messages } from '../thread/views.ts';

interface Screen {
  /** As the router reads them; a first word without a colon is no list's name. */
  paths: readonly string[];
  screen: LazyScreen;
  /** Fetched once the browser idles. */
  next?: readonly LazyScreen[];
}

const ThreadScreen = lazyScreen(() => import('./thread-screen.tsx'));

export const SCREENS: readonly Screen[] = [
  { paths: ['/'], screen: lazyScreen(() => import('./home-screen.tsx')) },
  { paths: ['/search'], screen: lazyScreen(() => import('./search-screen.tsx')) },
  { paths: ['/me'], screen: lazyScreen(() => import('./me-screen.tsx')) },
  { paths: ['/pieces'], screen: lazyScreen(() => import('./style-guide-screen.tsx')) },
  { paths: ['/stats/:list'], screen: lazyScreen(() => import('./stats-screen.tsx')) },
  { paths: ['/series/:id'], screen: lazyScreen(() => import('./series-screen.tsx')) },
  { paths: ['/person/:name'], screen: lazyScreen(() => import('./person-screen.tsx')) },
  {
    paths: ['/:list'],
    screen: lazyScreen(() => import('./list-screen.tsx')),
    next: [ThreadScreen, Conversation, Messages],
  },
  { paths: ['/:list/:id/why'], screen: lazyScreen(() => import('./why-screen.tsx')) },
  { paths: ['/:list/:id/summary'], screen: lazyScreen(() => import('./summary-screen.tsx')) },
  { paths: ['/r/:id', '/:list/:id', '/:list/:id/T', '/:list/:id/t'], screen: ThreadScreen },
  { paths: ['*'], screen: lazyScreen(() => import('./missing-screen.tsx')) },
];
