/** A Parquet file that isn't what its footer or its page headers say; `place` is where, in words for a person. */
export class DamagedParquet extends Error {
  readonly place: string

  constructor(place: string, reason: string) {
    super(reason)
    this.name = 'DamagedParquet'
    this.place = place
  }
}
