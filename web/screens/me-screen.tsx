import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import type { PatchesAnswer } from '../../server/contract/patch.ts';
import type { PersonAnswer } from '../../server/contract/person.ts';
import { PatchRows } from '../features/person/patch-rows.tsx';
import { ask, segment } from '../lib/api.ts';
import { personPath } from '../lib/links.ts';
import { useMarks } from '../lib/read-marks.ts';
import { useSettings } from '../lib/settings.ts';
import { useTitle } from '../lib/title.ts';
import { Failure, Waiting } from '../ui/states.tsx';
import page from './page.module.css';
import css from './me-screen.module.css';

/** What waits for this reader, what became of their patches, and what they watch. Who they are stays in the browser. */
export default function MeScreen() {
  useTitle('For me');
  const [{ me }] = useSettings();
  return (
    <div className={page['page']}>
      <h1 className={page['heading']}>For me</h1>
      {me ? <Mine me={me} /> : <WhoAreYou />}
      <Watched />
    </div>
  );
}

function Mine({ me }: { me: string }) {
  const { data, error } = useQuery({
    queryKey: ['person', me],
    queryFn: ({ signal }) => ask<PersonAnswer>(`people/${segment(me)}`, {}, signal),
    retry: false,
  });
  const person = data?.person;
  const { data: waiting } = useQuery({
    queryKey: ['waiting', 'anybody'],
    queryFn: ({ signal }) => ask<PatchesAnswer>('patches', { waiting: 'anybody', limit: 200 }, signal),
    enabled: !!data,
  });
  if (error) {
    return (
      <>
        <Failure error={error} />
        <WhoAreYou />
      </>
    );
  }
  if (!data) return <Waiting label="Looking for what is yours" />;
  const addresses = new Set(data.addresses.map(({ email }) => email.toLowerCase()));
  const isMe = (who: { name: string; email: string } | null | undefined) =>
    !!who && (who.name === person || addresses.has(who.email.toLowerCase()));
  const mine = (waiting?.patches ?? []).filter(({ headline, from }) =>
    headline.turn?.who ? isMe(headline.turn.who) : headline.turn?.whose === 'author' && isMe(from),
  );
  return (
    <>
      <p className="quiet">
        You read as <Link to={personPath(data.person)}>{data.person}</Link>. The settings (key <kbd>,</kbd>) change
        that.
      </p>
      <section className={page['part']}>
        <h2 className="eyebrow">Waits for you</h2>
        {mine.length === 0 ? (
          <p className="quiet">Nothing that this archive knows of.</p>
        ) : (
          <PatchRows patches={mine} />
        )}
      </section>
      <section className={page['part']}>
        <h2 className="eyebrow">What became of yours</h2>
        {data.patches.length === 0 ? (
          <p className="quiet">No patch of yours is in this archive.</p>
        ) : (
          <PatchRows patches={data.patches} />
        )}
      </section>
    </>
  );
}

function WhoAreYou() {
  const [settings, change] = useSettings();
  const [name, setName] = useState(settings.me);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change({ me: name.trim() });
  };
  return (
    <form onSubmit={submit} className={css['form']}>
      <label htmlFor="me">Your name or address, as your mails have it</label>
      <span>
        <input id="me" value={name} onChange={(event) => setName(event.target.value)} autoComplete="name" />
        <button type="submit">This is me</button>
      </span>
      <p className="small quiet">It stays in this browser; the server is not told.</p>
    </form>
  );
}

function Watched() {
  const { stars } = useMarks();
  const entries = Object.entries(stars);
  return (
    <section className={page['part']}>
      <h2 className="eyebrow">Starred</h2>
      {entries.length === 0 ? (
        <p className="quiet">
          Press <kbd>x</kbd> on a thread to keep it here.
        </p>
      ) : (
        <ul className={css['stars']}>
          {entries.map(([id, star]) => (
            <li key={id}>
              ★ <Link to={star.path}>{star.title}</Link> <span className="faint">{star.list}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
