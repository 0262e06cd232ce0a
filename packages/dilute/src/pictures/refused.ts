/** A figure that cannot be drawn as asked; the message says what there is. */
export class PictureRefused extends Error {
  override readonly name = 'PictureRefused'
}
