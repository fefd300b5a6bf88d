/** Somebody's initials in a disc of their colour; beside a name, so it says nothing to those who listen. */
export function Disc({ person }: { person: string }) {
  return (
    <span className="disc" aria-hidden>
      {initials(person)}
    </span>
  );
}

/** `JG` of `Jason Gunthorpe`, `KT` of `kernel test robot`. Pure. */
export function initials(person: string): string {
  const words = person
    .replace(/["'()]/g, '')
    .split(/[\s,._@-]+/)
    .filter(Boolean);
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 && !person.includes('@') ? (words.at(-1)![0] ?? '') : '';
  return (first + last).toUpperCase();
}
