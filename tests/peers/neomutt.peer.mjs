// neomutt as a reader of the lists.
import { GROUP, readerTests } from './news.mjs';

export const program = 'neomutt';
export const title = 'neomutt (over NNTP)';

export const tests = (context) =>
  readerTests(context, 'neomutt', {
    start: ({ port, home }) => ({
      command: [
        'neomutt',
        '-n',
        '-F',
        '/dev/null',
        '-e',
        `set folder="${home}" news_server=news://127.0.0.1:${port}`,
        '-G',
      ],
    }),
    async read({ keys, until }, { count, title: subject, id }) {
      await until(new RegExp(`\\b${count}\\s+${GROUP}`));
      keys('Down', 'Enter');
      await until(subject);
      keys('Home', 'Enter');
      await until(id);
      await until(/X-Lorescope-State: superseded/);
    },
  });
