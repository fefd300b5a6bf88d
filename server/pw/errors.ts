/** Nothing is at an address, told as Patchwork tells it. */
export class PwNotFound extends Error {
  override name = 'PwNotFound';

  constructor(detail = 'Not found.') {
    super(detail);
  }
}
