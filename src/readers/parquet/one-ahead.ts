/** Hands on what a generator yields, while the generator is at work on what comes next. */
export async function* oneAhead<T>(of: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = of.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = of.next()
      // It is heard when its turn comes; until then it must not count as unheard.
      next.catch(() => undefined)
      yield value
    }
  } finally {
    await of.return(undefined)
  }
}
