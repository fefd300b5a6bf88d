import { TERMS } from '../lib/terms.ts';
import { PATCH_STATES, stateLook } from '../../data/rules/states.ts';
import { StateShape } from '../ui/badge.tsx';
import css from './how-to-read.module.css';

/** For somebody who meets a patch list for the first time: how it works, and its words. */
export function HowToRead() {
  return (
    <details className={css['how']}>
      <summary>How to read this</summary>
      <div className={css['text']}>
        <p>
          People who work on this code send their changes as mails. Others answer below the lines that they mean. When
          everybody is content, a maintainer takes the change into a tree and often says so in a short mail. Nothing
          else records the decision: it stands in those sentences, and these screens show them.
        </p>
        <p>
          A thread can be read as a <b>conversation</b> (each passage with its answers below it), as <b>messages</b> (in
          order, quotes folded), as a <b>patch</b> (the comments on their lines), along a <b>timeline</b>, or person by
          person. Every claim links to the words behind it.
        </p>
      </div>
      <h3 className="eyebrow">What became of a patch</h3>
      <dl className={css['terms']}>
        {PATCH_STATES.map((state) => (
          <div key={state}>
            <dt>
              <StateShape state={state} /> {stateLook(state).word}
            </dt>
            <dd>{stateLook(state).meaning}</dd>
          </div>
        ))}
      </dl>
      <h3 className="eyebrow">Words of the trade</h3>
      <dl className={css['terms']}>
        {Object.entries(TERMS).map(([word, meaning]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
