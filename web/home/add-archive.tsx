import type { HomeAnswer } from '../../server/contract/home.ts';
import css from './add-archive.module.css';

/** Says that what stands below is made up, and how to read a real archive. */
export function AddArchive({ ways }: { ways: HomeAnswer['howToAdd'] }) {
  return (
    <section className={css['note']} aria-label="How to add a real archive">
      <h2 className={css['title']}>This is a made-up archive, so that there is something to look at</h2>
      <p>Its people and patches exist nowhere else. To read a real one:</p>
      <dl className={css['ways']}>
        {ways.map(({ what, command }) => (
          <div key={command}>
            <dt>{what}</dt>
            <dd>
              <code className="code">{command}</code>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
