import { mount } from 'svelte'
import App from './App.svelte'
import { getLocale } from './i18n/paraglide/runtime.js'
import { keepOffline } from './views/shell/offline.svelte.ts'
import './views/theme.css'

document.documentElement.lang = getLocale()
const target = document.getElementById('app')
// A task of its own: running all modules, making the first screen and styling it would be one long one together.
setTimeout(() => {
  if (target) mount(App, { target })
  if (import.meta.env.PROD) keepOffline()
})
