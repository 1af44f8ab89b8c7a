/**
 * One real sample day (participant user_3, noon to noon) in half hours, for the picture on the first screen:
 * a row a channel, a digit a half hour, 0 calm to 9 lively, a point where nothing was recorded.
 */
export const HERO_ROWS = [
  '557546456662889965656.5521110212012079432754....',
  '557545445552679965545.4411110111011069432655....',
  '779768667783989987878.6421110212122096653876....',
  '445567656784689997655.3310000001100069643854....',
  '777787877778755678777.8961281534045975979688....',
  '445435335552899944444.3310110111011058321643....',
] as const

export interface HeroCell {
  readonly column: number
  readonly row: number
  /** 0 to 1, or null where nothing was recorded. */
  readonly level: number | null
}

export const HERO_COLUMNS = HERO_ROWS[0].length

export const HERO_CELLS: readonly HeroCell[] = HERO_ROWS.flatMap((digits, row) =>
  [...digits].map((digit, column) => ({ column, row, level: digit === '.' ? null : Number(digit) / 9 })),
)
