import { escapeHtml } from '../../present/text/escape-html.ts';

/** A template whose values are escaped; what {@link markup} itself made, and lists of it, stand as they are. */
export function markup(strings: TemplateStringsArray, ...values: Value[]): Html {
  let text = strings[0]!;
  values.forEach((value, n) => {
    text += render(value) + strings[n + 1]!;
  });
  return new Html(text);
}

/** Markup that was made here. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

type Value = Html | string | number | null | undefined | false | Value[];

function render(value: Value): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(render).join('');
  if (value === null || value === undefined || value === false) return '';
  return escapeHtml(String(value));
}
