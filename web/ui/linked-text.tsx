import { Link } from 'react-router';
import { linkPieces } from '../lib/linkify.ts';

/** Text of a mail whose addresses can be followed: those of messages stay in the app, others leave without a trace. */
export function LinkedText({ text }: { text: string }) {
  const pieces = linkPieces(text);
  if (pieces.length === 1 && !pieces[0]!.href && !pieces[0]!.messageId) return text;
  return pieces.map((piece, index) => {
    if (piece.messageId) {
      return (
        <Link
          key={index}
          to={`/r/${encodeURIComponent(piece.messageId)}${piece.href ? `?from=${encodeURIComponent(piece.href)}` : ''}`}
        >
          {piece.text}
        </Link>
      );
    }
    return piece.href ? (
      <a key={index} href={piece.href} rel="noreferrer noopener nofollow" target="_blank">
        {piece.text}
      </a>
    ) : (
      piece.text
    );
  });
}
