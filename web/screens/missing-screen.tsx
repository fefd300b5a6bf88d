import { Link } from 'react-router';
import { useTitle } from '../lib/title.ts';
import { Empty } from '../ui/states.tsx';
import css from '../ui/page.module.css';

/** An address that leads nowhere. */
export default function MissingScreen() {
  useTitle('Nothing here');
  return (
    <div className={css['page']}>
      <h1 className={css['heading']}>There is nothing at this address.</h1>
      <Empty title="It may have been mistyped.">
        <Link to="/">Home</Link> shows the lists of this archive; the field above finds a patch by its name or a message
        by its id.
      </Empty>
    </div>
  );
}
