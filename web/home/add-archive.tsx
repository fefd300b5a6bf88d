import type { HomeAnswer } from '../../server/contract/home.ts';
import css from './add-archive.module.css';

/** How to read a real archive; said on top of it where what stands here is made up. */
export function AddArchive({ ways, isSample }: { ways: HomeAnswer['howToAdd']; isSample: boolean }) {
  return (
    <section className={css['note']} aria-label="How to add a real archive" id="add">
      <h2 className={css['title']}>
        {isSample ? 'This is a made-up archive, so that there is something to look at' : 'Add a list'}
      </h2>
      <p>{isSample ? 'Its people and patches exist nowhere else. To read a real one:' : 'From the command line:'}</p>
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
