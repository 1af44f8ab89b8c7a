/** Tabs of one browser share the store, which keeps one run in progress. */
const LOCK = 'pixleepflow training'

/** Does the work while no other tab trains; null where one does. */
export function aloneTraining<T>(work: () => Promise<T>): Promise<T | null> {
  const asked: Promise<T | null> = navigator.locks.request(LOCK, { ifAvailable: true }, (lock) =>
    lock ? work() : null,
  )
  return asked
}

/** A tab that was closed or reloaded just now may hold its lock for a moment more. */
const PATIENCE_MS = 3000

/** Answers while no other tab trains; null where one goes on doing so. */
export async function unlessOtherTabTrains<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const asked: Promise<T> = navigator.locks.request(LOCK, { signal }, () => work())
    return await asked
  } catch (error) {
    if (error instanceof DOMException && (error.name === 'AbortError' || error.name === 'TimeoutError'))
      return null
    throw error
  }
}
