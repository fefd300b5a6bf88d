/** Tells names that fit a wildmat (RFC 3977 §4): patterns between commas, the last that fits decides, `!` takes out. */
export function wildmat(text: string): (name: string) => boolean {
  const patterns = text
    .split(',')
    .slice(0, MOST_PATTERNS)
    .map((pattern) => (pattern.startsWith('!') ? { not: true, glob: pattern.slice(1) } : { not: false, glob: pattern }))
    .reverse();
  return (name) => {
    const last = patterns.find(({ glob }) => fits(glob, name));
    return last !== undefined && !last.not;
  };
}

/** `*` any letters, `?` one. Goes back to the last star alone, so that no pattern takes long. */
function fits(glob: string, name: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let tried = 0;
  while (place < name.length) {
    if (at < glob.length && (glob[at] === '?' || glob[at] === name[place]) && glob[at] !== '*') {
      at += 1;
      place += 1;
    } else if (glob[at] === '*') {
      star = at;
      tried = place;
      at += 1;
    } else if (star >= 0) {
      at = star + 1;
      tried += 1;
      place = tried;
    } else return false;
  }
  while (glob[at] === '*') at += 1;
  return at === glob.length;
}

const MOST_PATTERNS = 50;
