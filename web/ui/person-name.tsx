import { Link } from 'react-router';
import { firstName } from '../lib/format.ts';
import { personPath } from '../lib/links.ts';
import { useSettings } from '../lib/settings.ts';
import css from './person-name.module.css';

/** Somebody's name in their colour; a link to their page where `linked`. */
export function PersonName({
  name,
  colour = 'p0',
  linked = false,
}: {
  name: string;
  colour?: string | undefined;
  linked?: boolean;
}) {
  const [{ names }] = useSettings();
  const className = `${css['who']} ${colour}`;
  const shown = names === 'first' ? firstName(name) : name;
  if (!linked)
    return (
      <span className={className} title={shown === name ? undefined : name}>
        {shown}
      </span>
    );
  return (
    <Link className={className} to={personPath(name)} title={shown === name ? undefined : name}>
      {shown}
    </Link>
  );
}
