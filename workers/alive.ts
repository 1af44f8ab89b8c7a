/**
 * A lock that this worker holds as long as it lives. A call to a dead worker never settles; but the browser lets
 * its locks go, and whoever waits for this one learns of the death at once, however busy the worker was.
 */
export function showAlive(): void {
  const lock = `worker ${crypto.randomUUID()}`
  void navigator.locks.request(lock, () => {
    postMessage({ alive: lock })
    return new Promise(() => undefined)
  })
}
