import { Link } from 'react-router';
import type { Comment } from '../../../server/contract/patch.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { When } from '../../ui/when.tsx';
import { Prose } from '../../ui/message-body/prose.tsx';
import { MessageBody } from '../../ui/message-body/message-body.tsx';
import css from './patch-review.module.css';

/** Comments with their answers below them. */
export function CommentTalk({ comments }: { comments: readonly Comment[] }) {
  const { model, path } = useThreadPlace();
  const least = Math.min(...comments.map(({ depth }) => depth));
  return (
    <div className={css['talk']} data-comment="">
      {comments.map((comment) => {
        const key = model.keyOf(comment.messageId);
        const colour = model.colour(comment.person);
        const words = key ? model.words(key) : undefined;
        return (
          <article
            key={comment.id}
            className={`${css['turn']} ${colour}`}
            style={{ marginLeft: Math.min(comment.depth - least, 4) * 18 }}
          >
            <header className={css['turnHead']}>
              <PersonName name={comment.person} colour={colour} linked />
              {key ? (
                <Link to={path(key, { view: 'messages', lines: comment.words })}>
                  <When iso={comment.date} inThread />
                </Link>
              ) : (
                <When iso={comment.date} inThread />
              )}
              <Status comment={comment} />
            </header>
            {words ? (
              // Its blocks say what is prose and what is code or a diff of their own.
              <MessageBody text={words.rows} blocks={words.blocks} lines={comment.words} changelogs="folded" />
            ) : (
              <Prose
                lines={comment.text.split('\n').map((text, index) => ({ line: comment.words[0] + index, text }))}
              />
            )}
          </article>
        );
      })}
    </div>
  );
}

/** What became of the point: a mark and a word. */
function Status({ comment: { status, changedIn, why } }: { comment: Comment }) {
  if (!status) return null;
  const words = STATUS_WORDS[status];
  return (
    <span className={`${css['status']} ${css[status]}`} title={why ?? undefined}>
      {changedIn ? (
        <Link
          to={`/r/${encodeURIComponent(changedIn.messageId)}?view=patch`}
        >{`${words} in v${changedIn.version}`}</Link>
      ) : (
        words
      )}
    </span>
  );
}

const STATUS_WORDS: Record<NonNullable<Comment['status']>, string> = {
  open: '● open',
  agreed: '✓ agreed',
  declined: '✕ declined',
  answered: '↩ answered',
  done: '✓ done',
  overtaken: '⇢ overtaken',
  withdrawn: '↶ taken back',
  moved: '⇢ moved to another patch',
};
