import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFECTS, Defects } from '../../../../ingest/parse/bytes/defects.ts';

describe('defects', () => {
  it('each name is explained in docs/defects.md, and no other', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/defects.md'), 'utf8');
    const explained = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map((match) => match[1]);
    expect(explained.sort()).toEqual(Object.keys(DEFECTS).sort());
  });

  it('are listed sorted, each once', () => {
    const defects = new Defects();
    defects.add('header-8bit');
    defects.add('charset-unknown', 'y');
    defects.add('charset-unknown', 'y');
    expect(defects.list()).toEqual(['charset-unknown:y', 'header-8bit']);
  });

  it('a detail is cut and cannot smuggle anything in', () => {
    const defects = new Defects();
    defects.add('charset-unknown', `X Y\n\u202e${'z'.repeat(100)}`);
    expect(defects.list()[0]).toMatch(/^charset-unknown:x_y_z{10,40}$/);
  });
});
