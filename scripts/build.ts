import { buildDist } from './dist.ts'
import { helpIfAsked } from './help.ts'

helpIfAsked(`
npm run build

Builds the app into dist/. The folder works on any static HTTPS host, in a sub-path too, without special headers.
`)

await buildDist({ quiet: false })
