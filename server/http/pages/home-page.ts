import type { HomeAnswer } from '../../contract/index.ts';
import type { Page } from './frame.ts';
import { markup } from './html.ts';
import { minute } from './outcome-line.ts';
import { threadTable } from './rows.ts';

/** Home: the lists, what was decided lately, what waits. */
export function homePage(home: HomeAnswer): Page {
  return {
    title: home.isSample ? 'Sample archive' : 'Lists',
    body: markup`<h1>Lists</h1>
      ${
        home.isSample &&
        markup`<p>This is the sample archive: everybody and everything in it is made up. To read a real one:</p>
          <ul>
            ${home.howToAdd.map(({ what, command }) => markup`<li>${what}: <code>${command}</code></li>`)}
          </ul>`
      }
      <table>
        <thead>
          <tr>
            <th>List</th>
            <th>Mails</th>
            <th>Threads</th>
            <th>From</th>
            <th>To</th>
          </tr>
        </thead>
        <tbody>
          ${home.lists.map(
            (list) =>
              markup`<tr>
                <td><a href="/${encodeURIComponent(list.name)}/">${list.name}</a></td>
                <td>${list.messages}</td>
                <td>${list.threads}</td>
                <td>${list.begins && minute(list.begins).slice(0, 10)}</td>
                <td>${list.ends && minute(list.ends).slice(0, 10)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p><a href="/all/">All lists together</a></p>
      ${
        home.decidedLately.length > 0 &&
        markup`<h2>Decided lately</h2>
          ${threadTable(home.decidedLately, null)}`
      }
      ${
        home.waitingLongest.length > 0 &&
        markup`<h2>Waiting longest</h2>
          ${threadTable(home.waitingLongest, null)}`
      }`,
  };
}
