/** What an option's text stands for. Each throws an Error that names the option. */

export function one<Name extends string>(option: string, value: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === value)
  if (!found) throw new Error(`${option} ${value}: choose of ${names.join(', ')}`)
  return found
}

export const among = <Name extends string>(option: string, values: string, names: readonly Name[]): Name[] =>
  values.split(',').map((value) => one(option, value, names))

/** A whole number from 1 on; undefined where the option is absent. */
export function count(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1) throw new Error(`${option} ${value}: not a whole number`)
  return number
}

/** For example `54x25`. */
export function peopleAndDays(value: string): { people: number; days: number } {
  const [, people, days] = /^(\d+)x(\d+)$/.exec(value) ?? []
  if (!Number(people) || !Number(days)) throw new Error(`--simulate ${value}: for example 54x25`)
  return { people: Number(people), days: Number(days) }
}
