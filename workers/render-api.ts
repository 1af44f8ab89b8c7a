/** Draws pictures of stored days on an OffscreenCanvas and stores them. */
export interface RenderApi {
  /** Days without a picture get one; resolves when all have theirs. */
  render(dayIds: readonly string[], onProgress: (done: number, total: number) => void): Promise<void>
  /**
   * Heat as a transparent PNG to lie over the picture.
   * @param map values 0 to 1, shape [side, side]
   */
  heat(map: Float32Array, side: number): Promise<Blob>
}
