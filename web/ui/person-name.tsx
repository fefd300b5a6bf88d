import { Link } from 'react-router';
import { personPath } from '../lib/links.ts';
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
  const className = `${css['who']} ${colour}`;
  if (!linked) return <span className={className}>{name}</span>;
  return (
    <Link className={className} to={personPath(name)}>
      {name}
    </Link>
  );
}
