// slrn as a reader of the lists.
import { GROUP, readerTests } from './news.mjs';

export const program = 'slrn';
export const title = 'slrn (over NNTP)';

export const tests = (context) =>
  readerTests(context, 'slrn', {
    start: ({ port, home }) => ({
      command: ['slrn', '-f', `${home}/.jnewsrc`, '-h', '127.0.0.1', '-p', port, '--create'],
      files: { '.slrnrc': 'set hostname "example.org"\nset username "test"\n' },
    }),
    async read({ keys, until }, { count, title: subject }) {
      await until(new RegExp(`\\b${count}  ${GROUP}`));
      keys('Down', 'Enter');
      await until(/\[Kwabena Osei\]/);
      for (let n = 0; n < 6; n += 1) keys('Down');
      keys('Enter');
      await until(new RegExp(`Subject: ${subject.source}`));
      keys('t');
      await until(/X-Lorescope-State: superseded/);
    },
  });
