import { LABELS, type Label } from '../lifelog/labels.ts'

/** Where in the app one is. It lives in the address after the #, so that a reload stays. */
export type Route =
  | { readonly screen: 'home' | 'days' | 'train' | 'experiments' | 'diary' | 'about' }
  /** How to get one's data from a device; all devices where none is named. */
  | { readonly screen: 'sources'; readonly source: string | null }
  /** The scores of a cell's folds, or of a model of the training screen. */
  | { readonly screen: 'result'; readonly experiment: string; readonly cell: string }
  /** A day explained step by step, full screen. */
  | { readonly screen: 'lesson'; readonly dayId: string; readonly label: Label | null }
  | {
      readonly screen: 'day'
      readonly dayId: string
      readonly label: Label | null
      /** Another day, laid beside this one. */
      readonly beside?: string
    }

const isLabel = (text: string | null): text is Label => LABELS.some((label) => label === text)

const PLAIN = ['days', 'train', 'experiments', 'diary', 'about'] as const
const isPlain = (text: string): text is (typeof PLAIN)[number] => PLAIN.some((screen) => screen === text)

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [screen = '', rest = '', more = ''] = path.split('/')
  if (isPlain(screen)) return { screen }
  if (screen === 'sources') return { screen, source: /^[a-z-]+$/.test(rest) ? rest : null }
  if (screen === 'result' && rest && more) {
    try {
      return { screen, experiment: decodeURIComponent(rest), cell: decodeURIComponent(more) }
    } catch {
      return { screen: 'experiments' }
    }
  }
  if ((screen === 'day' || screen === 'lesson') && rest) {
    const asked = new URLSearchParams(query)
    const label = asked.get('label')
    const beside = asked.get('beside')
    try {
      const day = { screen, dayId: decodeURIComponent(rest), label: isLabel(label) ? label : null } as const
      return beside && day.screen === 'day' ? { ...day, beside } : day
    } catch {
      return { screen: 'days' }
    }
  }
  return { screen: 'home' }
}

export function hrefOf(route: Route): string {
  if (route.screen === 'home') return '#/'
  if (route.screen === 'result')
    return `#/result/${encodeURIComponent(route.experiment)}/${encodeURIComponent(route.cell)}`
  if (route.screen === 'sources') return route.source ? `#/sources/${route.source}` : '#/sources'
  if (route.screen !== 'day' && route.screen !== 'lesson') return `#/${route.screen}`
  const asked = new URLSearchParams()
  if (route.label) asked.set('label', route.label)
  if (route.screen === 'day' && route.beside) asked.set('beside', route.beside)
  const query = asked.size > 0 ? `?${asked.toString()}` : ''
  return `#/${route.screen}/${encodeURIComponent(route.dayId)}${query}`
}

let current = $state<Route>(parseRoute(globalThis.location?.hash ?? ''))
globalThis.window?.addEventListener('hashchange', () => (current = parseRoute(location.hash)))

export const route = (): Route => current

/** `replace` leaves no step in the history: for choices within a screen. */
export function go(to: Route, options: { replace?: boolean } = {}): void {
  if (options.replace) {
    history.replaceState(null, '', hrefOf(to))
    current = to
  } else location.hash = hrefOf(to)
}
