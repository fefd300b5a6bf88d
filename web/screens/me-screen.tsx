import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import type { MeAnswer } from '../../server/contract/me.ts';
import { AskedRows } from '../desk/asked-rows.tsx';
import { PatchRows } from '../person/patch-rows.tsx';
import { ask } from '../lib/api.ts';
import { count } from '../lib/format.ts';
import { personPath } from '../lib/links.ts';
import { useSettings } from '../lib/settings.ts';
import { useTitle } from '../lib/title.ts';
import { Failure, Waiting } from '../ui/states.tsx';
import { Desk } from '../desk/desk.tsx';
import { Watched } from '../desk/watched.tsx';
import page from '../ui/page.module.css';
import css from './me-screen.module.css';

/** What waits for this reader, what became of their patches, and what changed in what they watch. */
export default function MeScreen() {
  useTitle('Desk');
  const [{ me }] = useSettings();
  const { data, error, refetch } = useQuery({
    queryKey: ['me', me],
    queryFn: ({ signal }) => ask<MeAnswer>('me', { who: me }, signal),
  });
  return (
    <div className={page['page']}>
      <h1 className={page['heading']}>{data && data.people.length === 1 ? `${data.people[0]!}’s desk` : 'Desk'}</h1>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Waiting label="Looking for what is yours" lines={10} />}
      {data && <Reader answer={data} />}
      {data && data.people.length > 0 && <Mine answer={data} />}
      <Watched />
    </div>
  );
}

/** Under whose name the page reads, and how to change it. */
function Reader({ answer }: { answer: MeAnswer }) {
  const [, change] = useSettings();
  const [asking, setAsking] = useState(false);
  if (answer.people.length === 0 || asking) {
    return (
      <>
        {answer.who.length > 0 && !asking && (
          <p role="alert" className={css['unknown']}>
            Nobody here goes by “{answer.who.join(', ')}”.
          </p>
        )}
        <WhoAreYou onDone={() => setAsking(false)} />
      </>
    );
  }
  return (
    <p className="quiet">
      You read as{' '}
      {answer.people.map((person, index) => (
        <span key={person}>
          {index > 0 && ', '}
          <Link to={personPath(person)}>{person}</Link>
        </span>
      ))}
      {answer.from === 'settings' ? ', as the server’s settings say.' : '.'}{' '}
      <button type="button" className={css['change']} onClick={() => setAsking(true)}>
        Somebody else?
      </button>
      {answer.from === 'query' && (
        <>
          {' '}
          <button type="button" className={css['change']} onClick={() => change({ me: '' })}>
            Forget me
          </button>
        </>
      )}
    </p>
  );
}

function Mine({ answer }: { answer: MeAnswer }) {
  const asked = new Set(answer.asked.map(({ threadId }) => threadId));
  const onDesk = new Set(answer.desk.map(({ patch }) => patch.seriesId));
  const turns = answer.turns.filter(({ threadId, seriesId }) => !asked.has(threadId) && !onDesk.has(seriesId));
  const points = new Map(answer.openPoints.map(({ messageId, points: open }) => [messageId, open]));
  return (
    <>
      {answer.desk.length > 0 && <Desk rows={answer.desk} />}
      <section className={page['part']}>
        <h2 className="eyebrow">Waits for your answer</h2>
        {answer.asked.length === 0 ? (
          <p className="quiet">No question or objection to you stands unanswered.</p>
        ) : (
          <AskedRows asked={answer.asked} />
        )}
      </section>
      {turns.length > 0 && (
        <section className={page['part']}>
          <h2 className="eyebrow">Your patches that wait for you</h2>
          <PatchRows patches={turns} />
        </section>
      )}
      <section className={page['part']}>
        <h2 className="eyebrow">What became of yours</h2>
        {answer.patches.length === 0 ? (
          <p className="quiet">No patch of yours is in this archive.</p>
        ) : (
          <PatchRows
            patches={answer.patches}
            note={({ messageId }) =>
              points.has(messageId) ? `${count(points.get(messageId)!, 'open review point')}` : null
            }
          />
        )}
      </section>
    </>
  );
}

function WhoAreYou({ onDone }: { onDone: () => void }) {
  const [settings, change] = useSettings();
  const [name, setName] = useState(settings.me);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change({ me: name.trim() });
    onDone();
  };
  return (
    <form onSubmit={submit} className={css['form']}>
      <label htmlFor="me">Your name or address, as your mails have it</label>
      <span>
        <input id="me" value={name} onChange={(event) => setName(event.target.value)} autoComplete="name" />
        <button type="submit">This is me</button>
      </span>
      <p className="small quiet">
        It stays in this browser. For a server of your own, <code className="code">lorescope.config.json</code> can say
        it once: <code className="code">{'{"me": {"addresses": ["you@example.org"]}}'}</code>
      </p>
    </form>
  );
}
