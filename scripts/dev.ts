import { createServer } from 'vite'
import { ROOT } from './dist.ts'
import { helpIfAsked } from './help.ts'

helpIfAsked(`
npm run dev

Serves the sources with live reload, for work on the app itself. There is no Content-Security-Policy and no
service worker here: npm start shows the app as people get it.
`)

const server = await createServer({ root: ROOT })
await server.listen()
server.printUrls()
