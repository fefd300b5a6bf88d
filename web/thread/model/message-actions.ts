/** What one does with a message, each one key away: answer it, quote it, fetch its series, see it on lore and as it was sent. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { MessageAnswer } from '../../../server/contract/message.ts';
import { showToast } from '../../ui/toast.tsx';
import { apiUrl, ask, segment } from '../../lib/api.ts';
import { useKeys } from '../../lib/keyboard.ts';
import { asQuotation, takenFrom, wordsOf } from './quotation.ts';
import type { ThreadPlace } from './thread-context.ts';

/** Binds the keys for the message that is read now, and makes a copied selection clean text with its speakers. */
export function useMessageActions({ model, path }: ThreadPlace, current: string): void {
  const client = useQueryClient();
  const withMessage = (deed: (message: MessageAnswer) => void) =>
    void client
      .fetchQuery({
        queryKey: ['message', current],
        queryFn: ({ signal }) => ask<MessageAnswer>(`messages/${segment(current)}`, {}, signal),
      })
      .then(deed, (error: Error) => showToast(error.message));
  useKeys('This message', [
    {
      keys: 'r',
      label: 'answer it in your mail program',
      run: () => withMessage(({ reply }) => openLink(reply.mailto)),
    },
    {
      keys: 'Shift+R',
      label: 'copy the git send-email line that answers it',
      run: () => withMessage(({ reply }) => copy(reply.gitSendEmail)),
    },
    {
      keys: 'b',
      label: 'copy the b4 am line of its series',
      run: () =>
        withMessage(({ reply }) => (reply.b4 ? copy(reply.b4) : showToast('This message is no part of a series.'))),
    },
    {
      keys: 'Shift+B',
      label: 'copy a git am line of its series',
      run: () =>
        withMessage(({ reply, key }) =>
          reply.b4 ? copy(amLine(key)) : showToast('This message is no part of a series.'),
        ),
    },
    {
      keys: 'q',
      label: 'copy the selection, or the message, as a quotation',
      run: () => {
        const range = selected();
        const taken = range ? takenFrom(range, model) : wordsOf(current, model);
        if (taken.length === 0) return showToast('There are no words of a message to quote.');
        copy(asQuotation(taken, location.origin, model.list), `Copied as a quotation: ${taken[0]!.row.person}`);
      },
    },
    { keys: 'y', label: 'copy the link to it', run: () => copy(`${location.origin}${path(current)}`) },
    {
      keys: 'l',
      label: 'its place on lore',
      run: () =>
        withMessage(({ links }) => (links.lore ? openLink(links.lore) : showToast('Its list has no place on lore.'))),
    },
    { keys: 'v', label: 'raw, as it was sent', run: () => openLink(apiUrl(`messages/${segment(current)}/raw`)) },
  ]);

  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      const range = selected();
      if (!range || !event.clipboardData) return;
      const taken = takenFrom(range, model);
      if (taken.length === 0) return;
      const words = taken.map(({ text }) => text).join('\n\n');
      // A few words of one speaker are wanted as they are: a name, a line of code.
      const text =
        taken.length === 1 && words.length < SHORT && !words.includes('\n\n')
          ? words
          : asQuotation(taken, location.origin, model.list);
      event.clipboardData.setData('text/plain', text);
      event.preventDefault();
    };
    document.addEventListener('copy', onCopy);
    return () => document.removeEventListener('copy', onCopy);
  }, [model]);
}

/** Fetches the newest revision with the trailers given to it, as `git am` takes it. */
export const amLine = (key: string): string =>
  `curl -s '${apiUrl(`threads/${segment(key)}/am`).replaceAll("'", '%27')}' | git am`;

function selected(): Range | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  return document.querySelector('main')?.contains(range.commonAncestorContainer) ? range : null;
}

function copy(text: string, words = `Copied: ${text}`): void {
  navigator.clipboard.writeText(text).then(
    () => showToast(words),
    () => showToast(`The browser keeps its clipboard closed. ${text}`),
  );
}

function openLink(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  if (!address.startsWith('mailto:')) link.target = '_blank';
  link.rel = 'noreferrer noopener';
  link.click();
}

/** Characters of a selection that is copied without saying whose it is. */
const SHORT = 160;
