import { escapeMessageId } from '../present/brief/links.ts';

/** Absolute addresses of Patchwork's resources here. `base` ends without a slash: `https://lists.example.org/pw`. */
export class PwLinks {
  readonly base: string;

  constructor(base: string) {
    this.base = base;
  }

  api = (path: string) => `${this.base}/api/1.3/${path}`;
  patch = (id: number) => this.api(`patches/${id}/`);
  cover = (id: number) => this.api(`covers/${id}/`);
  series = (id: number) => this.api(`series/${id}/`);
  person = (id: number) => this.api(`people/${id}/`);
  user = (id: number) => this.api(`users/${id}/`);
  project = (id: number) => this.api(`projects/${id}/`);
  /** No word of it but the last part holds “mbox”, for which clients put “raw”. */
  mbox = (kind: 'patch' | 'cover' | 'series', id: number) => `${this.base}/${kind}/${id}/mbox/`;
  patchPage = (list: string, messageId: string) =>
    `${this.base}/project/${encodeURIComponent(list)}/patch/${escapeMessageId(messageId)}/`;
  coverPage = (list: string, messageId: string) =>
    `${this.base}/project/${encodeURIComponent(list)}/cover/${escapeMessageId(messageId)}/`;
  seriesPage = (list: string, id: number) => `${this.base}/project/${encodeURIComponent(list)}/list/?series=${id}`;
}
