import { describe, expect, it } from 'vitest';
import { escapeMessageId, loreLink, messagePath } from '../../../../server/present/brief/links.ts';

describe('links', () => {
  it.each([
    ['20260105.1@example.org', '20260105.1@example.org'],
    ['a/b@example.org', 'a%2Fb@example.org'],
    ["a+b=c$d,e;f:g!h*i'j&k~l@example.org", "a+b=c$d,e;f:g!h*i'j&k~l@example.org"],
    ['(paren)%#?"<>@example.org', '%28paren%29%25%23%3F%22%3C%3E@example.org'],
    ['né@example.org', 'n%C3%A9@example.org'],
  ])('escapes the Message-ID %s as public-inbox does', (id, escaped) => {
    expect(escapeMessageId(id)).toBe(escaped);
    expect(decodeURIComponent(escaped)).toBe(id);
  });

  it('gives a message its place on lore, or on the web archive of its list', () => {
    expect(loreLink('a@example.org', ['demo'])).toBe('https://lore.kernel.org/demo/a@example.org/');
    expect(loreLink('a@example.org', ['demo', 'x'], { x: 'https://lists.example.org/x' })).toBe(
      'https://lists.example.org/x/a@example.org/',
    );
    expect(loreLink('salvage.0123@invalid', ['demo'])).toBeNull();
  });

  it('names the page of a message by its list, or by all', () => {
    expect(messagePath('a@example.org', 'demo')).toBe('/demo/a@example.org/');
    expect(messagePath('a@example.org', undefined)).toBe('/all/a@example.org/');
  });
});
