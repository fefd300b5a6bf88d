/** A subject as Patchwork names a patch: prefixes without PATCH and the list's own tag, then the title: `[v2,1/2] title`. */
export function patchName(subject: string, list: string): string {
  const { prefixes, title } = splitSubject(subject, list);
  return prefixes.length === 0 ? title : `[${prefixes.join(',')}] ${title}`;
}

/** The words of the brackets before a title, and the title. */
export function splitSubject(subject: string, list: string): { prefixes: string[]; title: string } {
  const prefixes: string[] = [];
  let rest = subject.replace(/\s+/g, ' ').trim();
  for (;;) {
    const next = /^(?:(?:re|aw|tr|fwd?)\s*:|\[([^\]]*)\])\s*/i.exec(rest);
    if (!next) break;
    rest = rest.slice(next[0].length);
    prefixes.push(...(next[1] ?? '').split(/[\s,]+/).filter((word) => isTelling(word, list)));
  }
  return { prefixes, title: rest || subject.trim() || '(no subject)' };
}

function isTelling(word: string, list: string): boolean {
  const lower = word.toLowerCase();
  return lower !== '' && lower !== 'patch' && lower !== list.toLowerCase();
}

/** A name as a file: clients cut it out of the header as it stands, so it holds nothing that would need quoting. */
export function fileNameOf(name: string): string {
  return (
    name
      .replace(/[^A-Za-z0-9_]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 100) || 'patch'
  );
}
