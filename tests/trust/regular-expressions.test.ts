import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { attacksOn, explodes } from './regular-expressions.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ZONES = ['ingest', 'data', 'server'];

interface Literal {
  place: string;
  source: string;
  flags: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(join(ROOT, path)).isDirectory()) return sources(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

/** Every regular expression that is written out in the code. */
function literals(file: string): Literal[] {
  const found: Literal[] = [];
  const tree = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ place: `${file}:${line}`, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The attack that makes an expression explode, as a sentence; null where none does. */
function complaint({ place, source, flags }: Literal): string | null {
  const expression = new RegExp(source, flags);
  const attack = attacksOn(source, flags).find((each) => explodes(expression, each));
  return attack ? `${place} explodes: ${attack.shape}` : null;
}

describe('regular expressions', () => {
  const all = ZONES.flatMap(sources).flatMap(literals);

  it('are found', () => {
    expect(all.length).toBeGreaterThan(300);
  });

  it('never explode on text made to fail them', () => {
    const found = all.map((literal) => complaint(literal)).filter((sentence) => sentence !== null);
    expect(found).toEqual([]);
  }, 120_000);

  it('would be caught if they did', () => {
    for (const source of ['^(?:\\d[\\d, -]*\\s*)+$', '(?:a|a)*b', '^(?:\\w+\\s?)*:', '(x+x+)+y']) {
      expect(complaint({ place: 'here', source, flags: '' }), source).toMatch(/^here explodes/);
    }
    expect(complaint({ place: 'here', source: '^\\s*[a-z]{1,20}:', flags: '' })).toBeNull();
  });
});
