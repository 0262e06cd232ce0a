/** A store that cannot be used as asked; the message says what to do. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused'
}
