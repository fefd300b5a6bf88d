/** Keys. A component says which keys it answers; the sheet under `?` shows those that hold at the moment. */
import { useEffect, useRef } from 'react';
import { tinykeys } from 'tinykeys';
import { pageStore } from './browser-store.ts';

export interface Shortcut {
  /** As tinykeys reads it: `j`, `g h`, `Shift+N`, `$mod+k`; ` || ` stands between two that do the same. */
  keys: string;
  label: string;
  run: (event: KeyboardEvent) => void;
  /** True where the key also holds while somebody types. */
  always?: boolean;
}

interface Group {
  title: string;
  shortcuts: { keys: string; label: string }[];
}

/** Binds keys while the component is on screen. Where two parts of a screen bind one key, the inner one has it. */
export function useKeys(title: string, shortcuts: Shortcut[], active = true): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  const signature = shortcuts.map(({ keys, label }) => `${keys}\t${label}`).join('\n');
  useEffect(() => {
    if (!active) return;
    const list = signature
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t') as [string, string]);
    const group: Group = { title, shortcuts: list.map(([keys, label]) => ({ keys, label })) };
    const bindings: Record<string, (event: KeyboardEvent) => void> = {};
    list.forEach(([keys], index) => {
      const handle = (event: KeyboardEvent) => {
        const shortcut = current.current[index];
        if (!shortcut || event.defaultPrevented) return;
        if (!shortcut.always && (isTyping(event) || document.querySelector('[role=dialog]'))) return;
        event.preventDefault();
        shortcut.run(event);
      };
      for (const key of keys.split(' || ')) bindings[key] = handle;
    });
    const unbind = tinykeys(window, bindings);
    groups.set([...groups.get(), group]);
    return () => {
      unbind();
      groups.set(groups.get().filter((other) => other !== group));
    };
  }, [title, signature, active]);
}

/** The keys that hold now, by the part of the screen that answers them. */
export function useKeyGroups(): Group[] {
  return groups.use();
}

/** True where a key belongs to a field, a menu or the browser. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing) return true;
  const target = event.target instanceof HTMLElement ? event.target : null;
  return !!target && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

const groups = pageStore<Group[]>([]);
