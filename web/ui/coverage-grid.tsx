import { Link } from 'react-router';
import type { Coverage } from '../../server/contract/series.ts';
import { messagePath } from '../lib/links.ts';
import { nameOf } from '../lib/format.ts';
import css from './coverage-grid.module.css';
import { isReview } from '../../data/rules/tags.ts';

/** One square a patch: filled where it carries a review, hatched where the review has a condition or the patch changed since. */
export function CoverageGrid({ coverage, list }: { coverage: readonly Coverage[]; list: string }) {
  return (
    <ol className={css['grid']}>
      {coverage.map((patch) => {
        const look = lookOf(patch);
        const words = `Patch ${patch.number}: ${patch.title}. ${tagsInWords(patch)}`;
        return (
          <li key={patch.messageId}>
            <Link
              to={messagePath(list, patch.messageId, 'patch')}
              className={`${css['cell']} ${css[look] ?? ''}`}
              title={words}
              aria-label={words}
            />
          </li>
        );
      })}
    </ol>
  );
}

function lookOf({ tags }: Coverage): 'yes' | 'partly' | 'no' {
  const reviews = tags.filter(({ name }) => isReview(name));
  if (reviews.some(({ how }) => how === 'given' || how === 'carried' || how === 'confirmed')) return 'yes';
  return reviews.some(({ how }) => how === 'conditional' || how === 'changed-since' || how === 'promised')
    ? 'partly'
    : 'no';
}

function tagsInWords({ tags }: Coverage): string {
  if (tags.length === 0) return 'No tag.';
  return tags
    .map(({ name, person, how }) => `${name} ${nameOf(person)}${how === 'given' ? '' : ` (${how.replace('-', ' ')})`}`)
    .join('; ');
}
