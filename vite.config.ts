import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

export default defineConfig({
  // Relative addresses: the build works on any static host, in a sub-path too.
  base: './',
  plugins: [svelte()],
  worker: { format: 'es' },
  build: { target: 'es2023', sourcemap: false },
})
