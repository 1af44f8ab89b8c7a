/** Tabs of one browser share the store, which keeps one run in progress. */
const LOCK = 'pixleepflow training'

/** Does the work while no other tab trains; null where one does. */
export function aloneTraining<T>(work: () => Promise<T>): Promise<T | null> {
  const asked: Promise<T | null> = navigator.locks.request(LOCK, { ifAvailable: true }, (lock) =>
    lock ? work() : null,
  )
  return asked
}

export async function otherTabTrains(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === LOCK)
}
