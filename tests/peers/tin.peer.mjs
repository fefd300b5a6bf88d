// tin as a reader of the lists.
import { GROUP, readerTests } from './news.mjs';

export const program = 'tin';
export const title = 'tin (over NNTP)';

export const tests = (context) =>
  readerTests(context, 'tin', {
    start: ({ port }) => ({ command: ['tin', '-r', '-g', '127.0.0.1', '-p', port] }),
    async read({ keys, until }, { count, title: subject }) {
      await until(/Welcome to tin/);
      keys('Enter');
      await until(/Group Selection/);
      keys('y');
      await until(new RegExp(GROUP));
      keys('2', 'Enter', 'Enter');
      await until(new RegExp(`${GROUP} \\(\\d+B ${count}\\+`));
      await until(subject);
      keys('Enter');
      await until(/a scan should not empty the pool[\s\S]*Kwabena/);
      keys('H');
      await until(/X-Lorescope-State: superseded|Kwabena/);
    },
  });
