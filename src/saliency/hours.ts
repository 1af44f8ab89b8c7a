/** Parts of a day in which maps are told as numbers. */
export const HOURS = 24
