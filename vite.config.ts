import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { META_POLICY } from './scripts/policy.ts'
import { sqliteAlone } from './scripts/vite-sqlite-alone.ts'
import { tfjsWasmFromFiles } from './scripts/vite-tfjs-wasm.ts'

/** Writes the policy into the built page. Not in development, where styles are injected by script. */
const policyInPage = (): Plugin => ({
  name: 'policy-in-page',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: META_POLICY },
      injectTo: 'head-prepend',
    },
  ],
})

export default defineConfig({
  // Relative addresses: the build works on any static host, in a sub-path too.
  base: './',
  plugins: [
    svelte(),
    tfjsWasmFromFiles(),
    sqliteAlone(),
    policyInPage(),
    VitePWA({
      // The page registers it itself, since the policy allows no inline script.
      injectRegister: null,
      registerType: 'autoUpdate',
      filename: 'service-worker.js',
      // public/manifest.webmanifest is ours.
      manifest: false,
      workbox: {
        globPatterns: ['**/*'],
        globIgnores: ['**/*.map', 'service-worker.js', 'workbox-*.js'],
        maximumFileSizeToCacheInBytes: 64 * 1024 * 1024,
        // One file instead of two: nothing is imported once the network is gone.
        inlineWorkboxRuntime: true,
        clientsClaim: true,
        skipWaiting: true,
        cleanupOutdatedCaches: true,
        navigateFallback: 'index.html',
        dontCacheBustURLsMatching: /assets\/.+-[\w-]{8}\.\w+$/,
      },
    }),
  ],
  worker: { format: 'es', plugins: () => [tfjsWasmFromFiles(), sqliteAlone()] },
  optimizeDeps: {
    // It finds its WASM file beside its script.
    exclude: ['@sqlite.org/sqlite-wasm'],
    rolldownOptions: { plugins: [tfjsWasmFromFiles()] },
  },
  build: { target: 'es2023', sourcemap: false, rolldownOptions: { checks: { pluginTimings: false } } },
})
