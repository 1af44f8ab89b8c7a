import { describe, expect, it } from 'vitest'
import { hrefOf, parseRoute, type Route } from '../../src/views/route.svelte.ts'

describe('addresses of screens', () => {
  const routes: Route[] = [
    { screen: 'home' },
    { screen: 'days' },
    { screen: 'train' },
    { screen: 'about' },
    { screen: 'day', dayId: 'user_3/1970-01-01/noon', label: null },
    { screen: 'lesson', dayId: 'user_3/1970-01-01/noon', label: 'S4' },
    { screen: 'day', dayId: 'a b?c#d/1970-01-01/noon', label: 'S4' },
    { screen: 'day', dayId: 'user_3/1970-01-01/noon', label: 'Q1', beside: 'a b&c#d?e/1970-01-01/noon' },
  ]
  it.each(routes)('finds $screen again after a reload', (route) => {
    expect(parseRoute(hrefOf(route))).toEqual(route)
  })

  it('sends unknown and damaged addresses somewhere useful', () => {
    expect(parseRoute('#/nowhere')).toEqual({ screen: 'home' })
    expect(parseRoute('')).toEqual({ screen: 'home' })
    expect(parseRoute('#/day/')).toEqual({ screen: 'home' })
    expect(parseRoute('#/day/%E0%A4%A')).toEqual({ screen: 'days' })
    expect(parseRoute('#/day/x?label=S9')).toEqual({ screen: 'day', dayId: 'x', label: null })
  })
})
