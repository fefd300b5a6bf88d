import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { AddressMask } from './address-mask.ts';
import { HttpError } from './errors.ts';

/**
 * Masks what is sent, page, JSON and feed alike. Mails as they were sent are not handed out: an address can stand in them in ways that no
 * one can find (base64, encoded words, attached files). To be called before anything that packs answers.
 */
export function maskAnswers(app: FastifyInstance, mask: AddressMask): void {
  app.addHook('onSend', async (_request, reply, payload: unknown) => {
    const type = String(reply.getHeader('content-type') ?? '');
    if (reply.statusCode >= 300 && reply.statusCode < 400) {
      const location = reply.getHeader('location');
      if (typeof location === 'string') void reply.header('location', mask.url(location));
    }
    // Packed answers went through here before they were packed.
    if (payload === null || payload === undefined || reply.getHeader('content-encoding') !== undefined) return payload;
    if (HARMLESS.test(type)) return payload;
    if (MAIL.test(type) || !TEXTUAL.test(type)) throw maskedRefusal();
    if (payload instanceof Readable) return Readable.from(maskParts(payload, mask));
    const text = String(payload);
    return JSON_TYPE.test(type) ? JSON.stringify(mask.value(JSON.parse(text))) : mask.text(text);
  });
}

/** Tables are sent a row at a time: no address lies in two parts. */
async function* maskParts(parts: Readable, mask: AddressMask): AsyncGenerator<string> {
  for await (const part of parts) yield mask.text(String(part));
}

/** Why a mail is not handed out as it was sent. */
export function maskedRefusal(): HttpError {
  return new HttpError(
    403,
    'masked',
    'This server hides addresses, and so hands out no mail as it was sent.',
    'Read the mail here, or ask the list’s own archive for the file.',
  );
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json/;
const MAIL = /^(?:application\/(?:mbox|gzip)|message\/|text\/plain; charset=us-ascii)/;
const TEXTUAL = /^(?:text\/|application\/(?:json|feed\+json|atom\+xml|opensearchdescription\+xml|xml))/;
/** The web app, pictures, figures without addresses. */
const HARMLESS =
  /^(?:text\/(?:css|javascript)|application\/javascript|font\/|image\/|application\/(?:manifest|wasm)|text\/plain; version=)/;
