/** The screens and the five ways to look at a thread, each in a file of its own. */
import { part } from '../ui/part.tsx';

export const HomeScreen = part(() => import('./home-screen.tsx'));
export const ListScreen = part(() => import('./list-screen.tsx'));
export const ThreadScreen = part(() => import('./thread-screen.tsx'));
export const SeriesScreen = part(() => import('./series-screen.tsx'));
export const PersonScreen = part(() => import('./person-screen.tsx'));
export const SearchScreen = part(() => import('./search-screen.tsx'));
export const SummaryScreen = part(() => import('./summary-screen.tsx'));
export const StatsScreen = part(() => import('./stats-screen.tsx'));
export const MeScreen = part(() => import('./me-screen.tsx'));
export const PiecesScreen = part(() => import('./pieces-screen.tsx'));
export const MissingScreen = part(() => import('./missing-screen.tsx'));

export const Conversation = part(() => import('../features/conversation/conversation.tsx'));
export const Messages = part(() => import('../features/messages/messages.tsx'));
export const Timeline = part(() => import('../features/timeline/timeline.tsx'));
export const People = part(() => import('../features/people/people.tsx'));

/** What somebody who looks at a list opens next. */
export const NEXT_AFTER_LIST = [ThreadScreen, Conversation, Messages];
