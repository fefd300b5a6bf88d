/** Text as HTML text or attribute value; control characters that HTML forbids are shown as a mark. */
export function escapeHtml(text: string): string {
  return text.replace(SPECIAL, (mark) => ENTITIES[mark] ?? '\uFFFD');
}

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

const SPECIAL = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
