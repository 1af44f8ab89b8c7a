import type { CollectedFold } from '../../training/collected.ts'

type Point = readonly [epoch: number, value: number]

export interface FoldLines {
  readonly epochs: number
  /** Upper end of the scale: the largest loss, rounded up to a tenth. */
  readonly top: number
  readonly lines: readonly {
    readonly fold: number
    readonly training: readonly Point[]
    readonly heldOut: readonly Point[]
  }[]
}

/** Each fold's loss on the days it learns from, and on those held out. A loss that is no number is left out. */
export function foldLines(folds: readonly Pick<CollectedFold, 'fold' | 'history'>[]): FoldLines {
  const lines = folds.map(({ fold, history }) => ({
    fold,
    training: history.map(({ epoch, loss }): Point => [epoch, loss]).filter(isNumber),
    heldOut: history.map(({ epoch, validationLoss }): Point => [epoch, validationLoss]).filter(isNumber),
  }))
  const values = lines.flatMap(({ training, heldOut }) => [...training, ...heldOut].map(([, value]) => value))
  return {
    epochs: Math.max(1, ...folds.map(({ history }) => history.length)),
    top: Math.max(0.1, Math.ceil(Math.max(0, ...values) * 10) / 10),
    lines,
  }
}

const isNumber = ([, value]: Point): boolean => Number.isFinite(value)
