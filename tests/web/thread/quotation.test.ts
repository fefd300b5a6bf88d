// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { asQuotation, plainText, takenFrom, wordsOf } from '../../../web/thread/model/quotation.ts';
import { threadOf } from '../support.ts';

const model = threadOf(
  [
    { key: 'a@example.org', person: 'Alice Ahlgren', text: 'One.' },
    { key: 'b@example.org', person: 'Bob Brandt', text: 'Two.', parent: 'a@example.org' },
  ],
  [],
);

beforeEach(() => {
  document.body.innerHTML = `<main>
    <div data-key="a@example.org"><article>
      <header>Alice Ahlgren <time>14 Jul</time></header>
      <p>The pool keeps its pages although nobody asked for them, and a scan of the whole ring takes longer than it should.</p>
      <pre>int pool;\n\tfree(pool);</pre>
      <div hidden="until-found"><p>folded away</p></div>
    </article></div>
    <div data-key="b@example.org"><article>
      <header>Bob Brandt</header>
      <blockquote><p data-chrome="">Alice</p><p>nobody asked</p></blockquote>
      <ul><li><span aria-hidden="true">–</span>I did.</li><li>So did Carol.</li></ul>
      <button>···</button>
    </article></div>
  </main>`;
});

function select(from: string, to: string): Range {
  const texts = (node: Node): Text[] =>
    node.nodeType === 3 ? [node as Text] : [...node.childNodes].flatMap((child) => texts(child));
  const all = texts(document.body);
  const [first, last] = [from, to].map((words) => all.find((text) => text.data.includes(words))!);
  const range = document.createRange();
  range.setStart(first!, first!.data.indexOf(from));
  range.setEnd(last!, last!.data.indexOf(to) + to.length);
  return range;
}

describe('words taken from the page', () => {
  it('are the words alone: no names, buttons, marks, nor what is folded', () => {
    const [taken] = wordsOf('b@example.org', model);
    expect(taken!.text).toBe('> nobody asked\n\nI did.\nSo did Carol.');
    expect(wordsOf('a@example.org', model)[0]!.text).not.toContain('folded away');
  });

  it('keep the lines of code', () => {
    const box = document.createElement('div');
    box.innerHTML = '<p>Look:</p><pre>int pool;\n\tfree(pool);</pre>';
    expect(plainText(box)).toBe('Look:\n\nint pool;\n\tfree(pool);');
  });

  it('begin and end where the selection does, and are told apart by speaker', () => {
    const taken = takenFrom(select('takes longer', 'I did'), model);
    expect(taken.map(({ row }) => row.person)).toEqual(['Alice Ahlgren', 'Bob Brandt']);
    expect(taken[0]!.text).toBe('takes longer than it should.\n\nint pool;\n\tfree(pool);');
    expect(taken[1]!.text).toMatch(/I did$/);
  });
});

describe('a quotation', () => {
  it('says when, who and where, and breaks long lines as mails do', () => {
    const text = asQuotation(wordsOf('a@example.org', model), 'http://127.0.0.1:8080', 'demo');
    const lines = text.split('\n');
    expect(lines[0]).toMatch(/^On \d+ \w{3} \d{4} \d\d:\d\d UTC, Alice Ahlgren wrote:$/);
    expect(lines[1]).toBe('> The pool keeps its pages although nobody asked for them, and a scan of');
    expect(lines).toContain('> \tfree(pool);');
    expect(lines.at(-1)).toBe('http://127.0.0.1:8080/demo/a@example.org/');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
  });
});
