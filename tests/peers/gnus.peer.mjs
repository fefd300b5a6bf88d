// Gnus as a reader of the lists.
import { GROUP, readerTests } from './news.mjs';

export const program = 'emacs';
export const title = 'Gnus (over NNTP)';

export const tests = (context) =>
  readerTests(context, 'gnus', {
    start: ({ port, home }) => ({
      command: ['emacs', '-nw', '-Q', '-l', `${home}/gnus.el`, '-f', 'gnus'],
      files: {
        'gnus.el': `(setq gnus-select-method '(nntp "127.0.0.1" (nntp-port-number ${port})) gnus-novice-user nil
  gnus-large-newsgroup nil gnus-save-newsrc-file nil gnus-read-newsrc-file nil gnus-use-dribble-file nil
  mail-host-address "example.org" gnus-startup-file "${home}/.newsrc"
  gnus-visible-headers "^Subject:\\\\|^Message-ID:\\\\|^X-Lorescope-State:")\n`,
      },
    }),
    async read({ keys, type, until }, { title: subject, id }) {
      await until(/Gnus: \*Group\*/);
      keys('j');
      await until(/Group/);
      type(GROUP);
      keys('Enter');
      await new Promise((done) => setTimeout(done, 500));
      keys('Enter');
      await until(subject);
      keys('M-<', 'Enter');
      await until(/X-Lorescope-State: superseded/);
      await until(id);
    },
  });
