/** Pixels above and below the screen within which an item counts as near: what is shown is there before it is seen. */
const MARGIN = 3500

const watched = new WeakMap<Element, (near: boolean) => void>()
let observer: IntersectionObserver | undefined

/**
 * Tells whether an element is on the screen or not far from it, at first and whenever that changes. One observer for
 * all, so that a year of days costs one look a frame.
 * @returns what ends it
 */
export function whenNear(element: Element, tell: (near: boolean) => void): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) watched.get(target)?.(isIntersecting)
    },
    { rootMargin: `${MARGIN}px 0px` },
  )
  watched.set(element, tell)
  observer.observe(element)
  return () => {
    observer?.unobserve(element)
    watched.delete(element)
  }
}
