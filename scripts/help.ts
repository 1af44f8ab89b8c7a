import process from 'node:process'

/** Prints the help and ends the command where `--help` or `-h` was given. */
export function helpIfAsked(text: string): void {
  if (!process.argv.slice(2).some((word) => word === '--help' || word === '-h')) return
  console.log(text.trim())
  process.exit(0)
}
