/** Whether the app works without a network: 'waiting' until the service worker holds every file. */
export type Offline = 'unsupported' | 'waiting' | 'ready'

let offline = $state<Offline>('unsupported')

export const offlineState = (): Offline => offline

/**
 * Starts the service worker, which stores all of the app's files. It is active only after it has them all, so
 * "active" is what "ready offline" means.
 */
export function keepOffline(): void {
  const container = (navigator as Partial<Navigator>).serviceWorker
  if (!container) return
  offline = 'waiting'
  container
    .register('./service-worker.js', { scope: './' })
    .then(() => container.ready)
    .then((registration) => {
      const worker = registration.active
      const look = (): void => {
        if (worker?.state === 'activated') offline = 'ready'
      }
      worker?.addEventListener('statechange', look)
      look()
    })
    .catch(() => {
      // Private windows and plain-HTTP hosts refuse; the app works, only not offline.
      offline = 'unsupported'
    })
}
