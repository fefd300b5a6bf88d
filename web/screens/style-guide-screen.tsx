import { stateLook, PATCH_STATES } from '../../data/rules/states.ts';
import { useTitle } from '../lib/title.ts';
import { Badge } from '../ui/badge.tsx';
import { Fold } from '../ui/fold.tsx';
import { PersonName } from '../ui/person-name.tsx';
import { QuotedText } from '../ui/quoted-text.tsx';
import { Spark } from '../ui/spark.tsx';
import { Empty, Failure, Waiting } from '../ui/states.tsx';
import { Term } from '../ui/term.tsx';
import { When } from '../ui/when.tsx';
import { DiffText } from '../ui/message-body/diff-text.tsx';
import { FixedText } from '../ui/message-body/fixed-text.tsx';
import { Prose } from '../ui/message-body/prose.tsx';
import page from '../ui/page.module.css';
import css from './style-guide-screen.module.css';

/** All pieces that these screens are made of, side by side: to judge them, and to build with them. */
export default function StyleGuideScreen() {
  useTitle('Pieces');
  return (
    <div className={page['page']}>
      <h1 className={page['heading']}>Pieces</h1>
      <Piece name="Type">
        <p className={css['read']}>Literata for words that people wrote, at 66 characters a line.</p>
        <p>Inter for the frame around them.</p>
        <p className="code">IBM Plex Mono for code, diffs and whatever has columns.</p>
      </Piece>
      <Piece name="Colours">
        <div className={css['swatches']}>
          {COLOURS.map((name) => (
            <span key={name}>
              <i style={{ background: `var(--${name})` }} />
              {name}
            </span>
          ))}
        </div>
      </Piece>
      <Piece name="States: a word, a shape, a colour">
        <div className={css['row']}>
          {[...PATCH_STATES, 'partly accepted', 'open', 'agreed', 'refused', 'unanswered'].map((state) => (
            <span key={state}>
              <Badge state={state} /> <span className="small faint">{stateLook(state).meaning}</span>
            </span>
          ))}
        </div>
      </Piece>
      <Piece name="People">
        <div className={css['inline']}>
          {[
            'Alice Ahlgren',
            'Bob Brandt',
            'Carol Castro',
            'Dora Dahl',
            'Emil Ek',
            'Flora Fuchs',
            'Gero Graf',
            'Hana Horn',
          ].map((name, index) => (
            <PersonName key={name} name={name} colour={`p${index + 1}`} />
          ))}
        </div>
      </Piece>
      <Piece name="Words">
        <Prose lines={linesOf(SAMPLE)} />
        <FixedText lines={linesOf('size   before   after\n2M        4.2     0.1\n1G        8.0     0.1')} />
        <DiffText
          lines={linesOf(' for (i = 0; i < n; i++) {\n-\tinit(map, i, 0);\n+\tinit(map, i, align(map));\n }')}
        />
        <QuotedText lines={linesOf('The names are not helping me.')} edits={[{ line: 0, was: 'really', is: '' }]} />
      </Piece>
      <Piece name="Folds, terms, dates, figures">
        <Fold summary="41 lines nobody answered">
          <p>Here they are.</p>
        </Fold>
        <p className={css['inline']}>
          <Term word="NAK" /> <Term word="Acked-by" /> <When iso="2021-07-14T19:35:00Z" /> <kbd>j</kbd>{' '}
          <Spark values={[3, 5, 2, 8, 13, 7, 9]} label="Seven weeks" />
        </p>
      </Piece>
      <Piece name="Waiting, nothing, failure">
        <div data-example="">
          <Waiting label="Loading" lines={3} />
        </div>
        <Empty title="No thread fits these filters.">Take one away.</Empty>
        <Failure error={new Error('an example')} />
      </Piece>
    </div>
  );
}

function Piece({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <section className={page['part']}>
      <h2 className="eyebrow">{name}</h2>
      <div className={css['piece']}>{children}</div>
    </section>
  );
}

const linesOf = (text: string) => text.split('\n').map((words, line) => ({ line, text: words }));
const SAMPLE = `The savings are attractive, but the names are not helping me. What is
a "page map" here, and how does it differ from the maps that we
already have?

Two things remain:
 - the order of the patches,
 - numbers for small pages.`;
const COLOURS = [
  'paper', 'paper-raised', 'paper-sunk', 'rule', 'rule-strong', 'ink', 'ink-soft', 'ink-faint', 'accent', 'accent-soft',
  'good', 'good-soft', 'warn', 'warn-soft', 'bad', 'bad-soft', 'idle', 'idle-soft', 'mark', 'add', 'del',
]; // prettier-ignore
