/** The ways to look at a thread, each in a file of its own. */
import { lazyScreen } from '../ui/lazy-screen.tsx';

export const Conversation = lazyScreen(() => import('./conversation/conversation.tsx'));
export const Messages = lazyScreen(() => import('./messages/messages.tsx'));
export const Timeline = lazyScreen(() => import('./timeline/timeline.tsx'));
export const People = lazyScreen(() => import('./people/people.tsx'));
