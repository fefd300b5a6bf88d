import { createElement, Fragment, type ReactNode, useMemo } from 'react';
import { Link } from 'react-router';
import { messagePath } from '../lib/links.ts';
import css from './paper.module.css';

/**
 * The summary as the server wrote it, drawn in the app's own type: of its HTML only the elements that it is made of, the number
 * behind each quote leading to the very lines in the message.
 */
export function Paper({ html, list }: { html: string; list: string }) {
  const content = useMemo(() => {
    const main = new DOMParser().parseFromString(html, 'text/html').querySelector('main');
    return main ? childrenOf(main, list) : null;
  }, [html, list]);
  return <article className={css['paper']}>{content}</article>;
}

function childrenOf(element: Element, list: string): ReactNode {
  return [...element.childNodes].map((node, index) => <Fragment key={index}>{drawn(node, list)}</Fragment>);
}

function drawn(node: ChildNode, list: string): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element)) return null;
  const tag = node.localName;
  if (tag === 'a') return <Anchor element={node} list={list} />;
  if (tag === 'br') return <br />;
  if (!DRAWN.has(tag)) return childrenOf(node, list);
  const depth = /--depth:(\d+)/.exec(node.getAttribute('style') ?? '')?.[1];
  const name = node.getAttribute('class');
  return createElement(
    tag,
    {
      ...(name && { className: css[name] ?? undefined }),
      ...(depth && { style: { '--depth': Number(depth) } }),
      ...(tag === 'time' && { dateTime: node.getAttribute('datetime') ?? undefined }),
      ...(tag === 'li' && node.hasAttribute('value') && { value: Number(node.getAttribute('value')) }),
      ...(tag === 'pre' && { tabIndex: 0 }),
    },
    childrenOf(node, list),
  );
}

/** The number of a source leads into this archive; any other link to where it says, where that is on the web. */
function Anchor({ element, list }: { element: Element; list: string }) {
  const id = element.getAttribute('data-message-id');
  if (id !== null) {
    const lines = /^(\d+)-(\d+)$/.exec(element.getAttribute('data-lines') ?? '');
    const range = lines ? ([Number(lines[1]), Number(lines[2])] as const) : null;
    return (
      <Link
        className={css['cite']}
        to={messagePath(list, id, range ? 'messages' : undefined, range)}
        title={id}
        aria-label={`Source ${element.textContent}`}
      >
        {element.textContent}
      </Link>
    );
  }
  const href = element.getAttribute('href') ?? '';
  if (!/^https?:\/\//.test(href)) return <span>{element.textContent}</span>;
  return (
    <a href={href} rel="noreferrer noopener" target="_blank">
      {element.textContent}
    </a>
  );
}

/** What a summary is made of (server/present/summary/html.ts). */
const DRAWN = new Set('h1 h2 h3 p ul ol li figure figcaption blockquote pre code b strong span time'.split(' '));
