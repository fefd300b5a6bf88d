// Exit code 0 when node_modules holds what package-lock.json asks for, else 1 with a sentence.
// Packages of other platforms are optional and never installed here, so an absent optional one is fine.
import { readFileSync } from 'node:fs';

const packages = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return null;
  }
};

const wanted = packages('package-lock.json');
const installed = packages('node_modules/.package-lock.json');
if (!installed) {
  console.log('node_modules is missing; installing.');
  process.exit(1);
}
const stale = Object.keys(wanted).filter(
  (path) => path !== '' && !wanted[path].optional && installed[path]?.version !== wanted[path].version,
);
if (stale.length > 0) {
  console.log(
    `node_modules is out of date (${stale[0].replace(/^node_modules\//, '')} and ${stale.length - 1} more); installing.`,
  );
  process.exit(1);
}
