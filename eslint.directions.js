/**
 * Imports between rooms point one way only:
 *
 *   views → workers → training, saliency → network, inputs → simulate → synchronise, readers → lifelog
 *
 * The store is reached from workers and views, and itself imports lifelog alone; it may name the types of the
 * records it keeps, wherever they are declared, and the constants declared with them.
 */
const LEVELS = [
  ['views'],
  ['worker-client'],
  ['training', 'saliency'],
  ['network', 'inputs'],
  ['simulate'],
  ['synchronise', 'readers'],
  ['lifelog'],
]
const ROOMS = [...LEVELS.flat(), 'store']

/** A relative import of a room, from whatever depth. */
const into = (room, but = '') => `^(\\.{1,2}/)+(src/)?${room}(/${but && `(?!${but})`}|$)`

/** Where a record that the store keeps is declared together with a constant of its size. */
const RECORD = 'composite/stored\\.ts$'

function forbiddenFrom(room) {
  if (room === 'store') return ROOMS.filter((other) => other !== 'lifelog' && other !== 'store')
  const level = LEVELS.findIndex((rooms) => rooms.includes(room))
  const above = LEVELS.slice(0, level).flat()
  const storeToo = room === 'views' ? [] : ['store']
  return [...above, ...storeToo]
}

/** The records' types may be named across rooms by the store; everything else counts, types included. */
const rule = (room) => ({
  files: [`src/${room}/**/*.{ts,svelte}`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          ...forbiddenFrom(room).map((other) => ({
            regex: into(other, room === 'store' ? RECORD : ''),
            allowTypeImports: room === 'store',
            message: `${room} may not import ${other}: imports point down the list in eslint.directions.js.`,
          })),
          ...(room === 'views' || room === 'worker-client'
            ? []
            : [{ regex: '^(\\.{1,2}/)+workers(/|$)', message: `${room} may not import workers.` }]),
        ],
      },
    ],
  },
})

const workers = {
  files: ['workers/**/*.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: [{ regex: into('views'), message: 'workers may not import views.' }] },
    ],
  },
}

export const directions = [...ROOMS.filter((room) => room !== 'views').map(rule), workers]
