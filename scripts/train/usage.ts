import { INPUTS, PICTURE_STYLES } from '../../src/inputs/encoding.ts'
import { CHANNEL_SETS } from '../../src/lifelog/channel-sets.ts'
import { STAGES } from '../../src/network/stages.ts'
import { COURSE_NAMES } from '../../src/training/courses.ts'
import { DIVISIONS } from '../../src/training/folds.ts'
import { TABLE_NAMES } from '../../src/training/paper-tables.ts'
import { HOW_TO_INSTALL } from '../webgpu-package.ts'

/** The paper's number of folds. */
export const FOLDS = 5

export const NODE_BACKENDS = ['wasm', 'webgpu'] as const

export const USAGE = `
npm run train -- --data PATH... | --simulate PEOPLExDAYS | --kept FOLDER [options]
npm run train -- --collect FOLDER... [--out FOLDER]

Trains networks on recordings, or on virtual participants, and prints their scores on people they have never seen,
beside those of predictors that need no network. Several values, divided by commas, make a grid.

  --data PATH          a folder or file of recordings; may be given more than once
  --simulate 54x25     54 virtual participants, 25 days each; without folds a quarter of the people is held out
  --input LIST         ${INPUTS.join(', ')}   (picture)
  --channels LIST      own, ${Object.keys(CHANNEL_SETS).join(', ')}   (own)
  --rate LIST          second, minute   (second)
  --style LIST         of pictures: ${PICTURE_STYLES.join(', ')}   (recommended)
  --preset NAME        ${COURSE_NAMES.join(', ')}   (quick)
  --network NAME       the usual one of the input where absent
  --side N  --batch N  --epochs N  --plain   what differs from the preset; --plain leaves training days unchanged
  --start FILE         safetensors that every network starts from, such as timm's; initial values where absent
  --freeze STAGE       leaves this stage and all before it as they began: ${STAGES.join(', ')}
  --backend NAME       ${NODE_BACKENDS.join(', ')}   (wasm); webgpu needs its package: ${HOW_TO_INSTALL}
  --seed N             of the split and the run   (1)
  --no-control         without the same run on shuffled labels
  --keep FOLDER        makes the days ready, keeps them there as the networks of the grid see them, and trains nothing
  --kept FOLDER        takes them from there: any of the grid's networks, in any number of processes
  --out FOLDER         writes each model as safetensors with its card, and scores.json
  --half               its weights in half precision
  --only NAME  --skip NAME   networks of the grid by name; each may be given more than once

Folds:
  --division NAME      ${DIVISIONS.join(', ')}   (people)
  --folds N            how many; onePerson makes as many as there are people   (${FOLDS})
  --fold K             only this one, from 1: an independent job. Without it, all of them and then --collect
                       FOLDER/fold-K holds fold.json and model.safetensors. Finished folds are not trained again,
                       and one that was cut off goes on after its last whole epoch
  --collect FOLDER...  puts the folds found there together: tables, ensemble.json, scores.csv, report.html

The paper's tables:
  --tables ${TABLE_NAMES.join(',').padEnd(11)} every network that they need, in folds; prints the tables and writes tables.json, tables.csv
                       and tables.html. One --preset for all networks; own for each table's own
`
