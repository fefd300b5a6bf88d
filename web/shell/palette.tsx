import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useDeferredValue, useState } from 'react';
import { useNavigate } from 'react-router';
import type { ListsAnswer } from '../../server/contract/list.ts';
import { ask } from '../lib/api.ts';
import { count, nameOf, shortDate, versionName } from '../lib/format.ts';
import { listPath, messagePath, personPath, searchPath, statsPath } from '../lib/links.ts';
import { useSavedSearches } from '../lib/saved-searches.ts';
import { useSettings } from '../lib/settings.ts';
import { StateShape } from '../ui/badge.tsx';
import { Dialog } from '../ui/dialog.tsx';
import css from './palette.module.css';
import { useFound } from './use-found.ts';

interface PaletteProps {
  onClose: () => void;
  onOpen: (panel: 'keys' | 'settings') => void;
}

/** One field that goes anywhere: a patch by its name, a message by id or words, a person, a list, a kept search, a setting. */
export default function Palette({ onClose, onOpen }: PaletteProps) {
  const [words, setWords] = useState('');
  const navigate = useNavigate();
  const [settings, change] = useSettings();
  const { data: lists } = useQuery({
    queryKey: ['lists'],
    queryFn: ({ signal }) => ask<ListsAnswer>('lists', {}, signal),
  });
  const { goTo, names, hits, people } = useFound(useDeferredValue(words.trim()));
  const [saved] = useSavedSearches();
  const go = (path: string) => () => {
    onClose();
    void navigate(path);
  };
  const fits = (text: string) => text.toLowerCase().includes(words.trim().toLowerCase());

  return (
    <Dialog title="Go to anything" bare onClose={onClose}>
      <Command label="Go to anything" shouldFilter={false} className={css['palette'] ?? ''}>
        <Command.Input
          autoFocus
          value={words}
          onValueChange={setWords}
          placeholder="A patch name, a person, a list, a Message-ID, words…"
          className={css['input'] ?? ''}
        />
        <Command.List className={css['list'] ?? ''}>
          {goTo && (
            <Command.Item value="go to" onSelect={go(messagePath('all', goTo))} className={css['item'] ?? ''}>
              Go to message <span className={css['title']}>{goTo}</span>
            </Command.Item>
          )}
          {words.trim() !== '' && (
            <Command.Item value="search" onSelect={go(searchPath(words.trim()))} className={css['item'] ?? ''}>
              Search for “{words.trim()}”
            </Command.Item>
          )}
          {names.length > 0 && (
            <Command.Group heading="Patches">
              {names.map(({ patch }) => (
                <Command.Item
                  key={patch.messageId}
                  value={patch.messageId}
                  onSelect={go(messagePath('all', patch.messageId))}
                  className={css['item'] ?? ''}
                >
                  <StateShape state={patch.headline.state} label={patch.headline.state} />{' '}
                  <span className={css['title']}>{patch.title}</span>
                  <span className={css['note']}>
                    {versionName(patch.version)} {nameOf(patch.from)}
                  </span>
                </Command.Item>
              ))}
            </Command.Group>
          )}
          {people.length > 0 && (
            <Command.Group heading="People">
              {people.map(({ person: name, messages }) => (
                <Command.Item
                  key={name}
                  value={`person ${name}`}
                  onSelect={go(personPath(name))}
                  className={css['item'] ?? ''}
                >
                  <span className={css['title']}>{name}</span>
                  <span className={css['note']}>{count(messages, 'message')}</span>
                </Command.Item>
              ))}
            </Command.Group>
          )}
          {hits.length > 0 && (
            <Command.Group heading="Threads">
              {hits.map((hit) => (
                <Command.Item
                  key={hit.key}
                  value={`thread ${hit.key}`}
                  onSelect={go(
                    messagePath(hit.lists[0], hit.key, hit.snippet?.lines ? 'messages' : undefined, hit.snippet?.lines),
                  )}
                  className={css['item'] ?? ''}
                >
                  <span className={css['title']}>{hit.subject || '(no subject)'}</span>
                  <span className={css['note']}>
                    {hit.person || nameOf(hit.from)}, {shortDate(hit.dateUsed)}
                  </span>
                </Command.Item>
              ))}
            </Command.Group>
          )}
          {saved.some(({ query }) => fits(query)) && (
            <Command.Group heading="Searches you keep">
              {saved
                .filter(({ query }) => fits(query))
                .slice(0, 6)
                .map(({ query, list }) => (
                  <Command.Item
                    key={`${list} ${query}`}
                    value={`kept ${list} ${query}`}
                    onSelect={go(searchPath(query, list))}
                    className={css['item'] ?? ''}
                  >
                    <code className="code">{query}</code>
                    {list && <span className={css['note']}>in {list}</span>}
                  </Command.Item>
                ))}
            </Command.Group>
          )}
          <Command.Group heading="Lists">
            {(lists?.lists ?? [])
              .filter(({ name }) => fits(name))
              .slice(0, 12)
              .map((list) => (
                <Command.Item
                  key={list.name}
                  value={`list ${list.name}`}
                  onSelect={go(listPath(list.name))}
                  className={css['item'] ?? ''}
                >
                  {list.name} <span className={css['note']}>{count(list.messages, 'message')}</span>
                </Command.Item>
              ))}
            {(lists?.lists ?? [])
              .filter(({ name }) => words && fits(`statistics ${name}`))
              .slice(0, 4)
              .map((list) => (
                <Command.Item
                  key={list.name}
                  value={`stats ${list.name}`}
                  onSelect={go(statsPath(list.name))}
                  className={css['item'] ?? ''}
                >
                  Statistics of {list.name}
                </Command.Item>
              ))}
          </Command.Group>
          <Command.Group heading="Do">
            {actions
              .filter(([word]) => fits(word))
              .map(([word, act]) => (
                <Command.Item
                  key={word}
                  value={word}
                  onSelect={() => act({ go, onClose, onOpen, settings, change })}
                  className={css['item'] ?? ''}
                >
                  {word}
                </Command.Item>
              ))}
          </Command.Group>
        </Command.List>
      </Command>
    </Dialog>
  );
}

interface Tools {
  go: (path: string) => () => void;
  onClose: () => void;
  onOpen: (panel: 'keys' | 'settings') => void;
  settings: ReturnType<typeof useSettings>[0];
  change: ReturnType<typeof useSettings>[1];
}

const actions: [string, (tools: Tools) => void][] = [
  ['Home', ({ go }) => go('/')()],
  ['All lists together', ({ go }) => go('/all/')()],
  ['For me', ({ go }) => go('/me')()],
  ['Dark theme', ({ change, onClose }) => (change({ theme: 'dark' }), onClose())],
  ['Light theme', ({ change, onClose }) => (change({ theme: 'light' }), onClose())],
  ['Theme of the system', ({ change, onClose }) => (change({ theme: '' }), onClose())],
  [
    'Prose as a book, or line by line',
    ({ settings, change, onClose }) => (change({ prose: settings.prose === 'book' ? 'sent' : 'book' }), onClose()),
  ],
  ['Settings', ({ onOpen }) => onOpen('settings')],
  ['Keys', ({ onOpen }) => onOpen('keys')],
  ['Pieces that these screens are made of', ({ go }) => go('/pieces')()],
];
