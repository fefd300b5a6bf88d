import { Link } from 'react-router';
import type { Coverage } from '../../server/contract/series.ts';
import { nameOf } from '../lib/format.ts';
import { messagePath } from '../lib/links.ts';
import css from './parts.module.css';

/** The tags of each patch: given, promised, carried over, lost on the way, or older than its last change; and approval in words. */
export function Tags({ coverage }: { coverage: readonly Coverage[] }) {
  const tagged = coverage.filter(({ tags, words }) => tags.length + words.length > 0);
  if (tagged.length === 0) return <p className="small quiet">No patch carries a tag.</p>;
  return (
    <ul className={css['rows']}>
      {tagged.map((patch) => (
        <li key={patch.messageId} className={css['tagged']}>
          <Link to={messagePath('all', patch.messageId, 'patch')}>
            {patch.number}. {patch.title}
          </Link>
          <span className={css['tags']}>
            {patch.tags.map((tag, index) => (
              <Link
                key={index}
                to={messagePath('all', tag.messageId, 'messages')}
                className={css[HOW[tag.how]!.tone]}
                title={tag.said ?? undefined}
              >
                {tag.name.replace(/-by$/, '')} {nameOf(tag.person)}
                {HOW[tag.how]!.word}
              </Link>
            ))}
            {patch.words.map((word) => (
              <Link
                key={`${word.messageId}:${word.lines[0]}`}
                to={messagePath('all', word.messageId, 'messages', word.lines)}
                className={css['answered']}
              >
                {nameOf(word.by)}, in words: “{short(word.text)}”
              </Link>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function short(text: string): string {
  return text.length <= 70 ? text : `${text.slice(0, text.lastIndexOf(' ', 70))}…`;
}

const HOW: Record<string, { tone: string; word: string }> = {
  given: { tone: 'done', word: '' },
  carried: { tone: 'answered', word: ', carried over' },
  conditional: { tone: 'open', word: ', with a condition' },
  'changed-since': { tone: 'open', word: ', patch changed since' },
  promised: { tone: 'open', word: ', promised' },
  confirmed: { tone: 'done', word: ', confirmed' },
  withdrawn: { tone: 'declined', word: ', taken back' },
  lost: { tone: 'declined', word: ', lost on the way' },
};
