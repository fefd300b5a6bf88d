import { describe, expect, it } from 'vitest';
import { parseMaintainers } from '../../../../ingest/parse/headers/maintainers.ts';

const FILE = `List of maintainers
===================

Descriptions of section entries:

	M: *Mail* patches to: FullName <address@domain>
	R: Designated reviewer

Maintainers List
----------------

WIDGET CORE
M:	Alice Example <alice@example.org>
M:	"Bob B. Example" <Bob@example.org>
R:	carol@example.org
L:	widgets@lists.example.org (moderated)
S:	Maintained
F:	drivers/widget/
F:	include/widget.h

THE REST
M:	Dave Example <dave@example.org>
L:	all@lists.example.org
`;

describe('MAINTAINERS', () => {
  it('reads entries with people, lists and files', () => {
    expect(parseMaintainers(FILE)).toEqual([
      {
        title: 'WIDGET CORE',
        maintainers: [
          { name: 'Alice Example', email: 'alice@example.org' },
          { name: 'Bob B. Example', email: 'bob@example.org' },
        ],
        reviewers: [{ name: '', email: 'carol@example.org' }],
        lists: ['widgets@lists.example.org'],
        files: ['drivers/widget/', 'include/widget.h'],
        status: 'Maintained',
      },
      {
        title: 'THE REST',
        maintainers: [{ name: 'Dave Example', email: 'dave@example.org' }],
        reviewers: [],
        lists: ['all@lists.example.org'],
        files: [],
        status: null,
      },
    ]);
  });
  it('takes anything for what it is: no entries', () => {
    expect(parseMaintainers('')).toEqual([]);
    expect(parseMaintainers('M: nobody\n\u0000\nF:\n')).toEqual([]);
  });
});
