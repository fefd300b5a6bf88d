import { useState } from 'react';
import css from './copy.module.css';

/** Puts `text` on the clipboard and says so. */
export function Copy({ text, word, look }: { text: string; word: string; look?: 'button' }) {
  const [done, setDone] = useState(false);
  return (
    <button
      type="button"
      className={look ?? css['copy']}
      onClick={() =>
        void navigator.clipboard.writeText(text).then(
          () => setDone(true),
          () => setDone(false),
        )
      }
    >
      {done ? 'Copied' : word}
    </button>
  );
}
