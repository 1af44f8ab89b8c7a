/** A cell's name as a file's. */
export const fileName = (name: string): string => name.replaceAll(/[^\w.]+/g, '-')
