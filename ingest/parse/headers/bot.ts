import type { Mailbox } from '../../../data/records/mail.ts';
import type { HeaderField } from './headers.ts';

/**
 * Whether a program wrote this mail: test robots, trackers, notices of patch tools, auto replies. From general signs,
 * each a row of a table, never from the names of single lists. A person's script that speaks for the person (b4's
 * thanks, -mm notices, stable queues) is that person's mail: it is signed and answered by them.
 */
export function isBot(from: Mailbox, fields: readonly HeaderField[]): boolean {
  const at = from.email.lastIndexOf('@');
  const local = at < 0 ? from.email : from.email.slice(0, at);
  if (LOCAL_PART.some((pattern) => pattern.test(local))) return true;
  if (NAME.some((pattern) => pattern.test(from.name))) return true;
  return fields.some((field) => HEADERS.get(field.lower)?.test(field.raw) ?? false);
}

/** Left of the @. */
const LOCAL_PART = [
  /(^|[^a-z])(ro)?bot\d*([^a-z]|$)/i, // tip-bot2, patchwork-bot+netdevbpf, pr-tracker-bot, bot
  /[a-z]{3}bot$/i, // syzbot, stgbot; three letters before it, so that Abbot stays a person
  /^syzbot\b/i,
  /^(no-?reply|do-?not-?reply)([^a-z]|$)/i,
  /^(mailer-daemon|postmaster|autoreply|auto-reply|www-data|nobody|cron|buildbot|jenkins)([^a-z]|$)/i,
  /^ci[-_.]/i,
  /^(lkp|buildd?|ci|kernelci|autobuild|cki-project|patchwork|bugzilla(-daemon)?)$/i,
  /(^|[-_.+])(ci|autobuild|builder|tester|testbot)$/i,
  /^(gitbox|gitlab|gerrit|jira|phabricator|redmine|reviewboard)$/i, // relays of code hosts and trackers
  /^(notify|notifications?)$/i, // alone: behind a word it is a person's tool, e.g. 168836201883.50010.16266070359338968346.b4-ty@ellerman.id.au
];

/** The display name. */
const NAME = [
  /\b[Rr]obot\b|\bbot\d*\b|(?:'s|\b(?:CI|Test|Build|Review)) Bot\b|^Bot$/, // "kernel test robot", "name's Bot"; Bot alone can be a surname
  /\b(patchwork|patchew|kernelci|cki project|buildbot|jenkins|mail delivery (sub)?system)\b/i,
  /\((via (GitHub|GitLab|GitBox|Gerrit|Gitea|Forgejo|Codeberg|JIRA)|code review|JIRA)\)|^(GitBox|GitHub|GitLab|Gerrit)$/i, // "Ada (via GitHub)", "Ada (Code Review)"
  /^(continuous integration|automated|auto(matic)? (build|test))/i,
];

const anything = (name: string): [string, RegExp] => [name, /./];

/** Headers that programs set about themselves. */
const HEADERS = new Map<string, RegExp>([
  ['auto-submitted', /^\s*auto-(generated|replied|notified)/i], // RFC 3834
  ['x-auto-response-suppress', /^\s*all\b/i],
  ['x-autoreply', /./],
  ['x-autorespond', /./],
  ['robot-id', /./], // tip-bot2
  ['x-bugzilla-reason', /./],
  ['x-jenkins-job', /./],
  // Code hosts that pass on what somebody wrote there.
  ...['x-github-reason', 'x-github-sender', 'x-gitlab-project', 'x-gitlab-notificationreason'].map(anything),
  ...['x-gerrit-messagetype', 'x-gitea-reason', 'x-forgejo-reason', 'x-jira-fingerprint'].map(anything),
]);
