import { mount } from 'svelte'
import App from './App.svelte'
import { keepOffline } from './views/shell/offline.svelte.ts'
import './views/theme.css'

const target = document.getElementById('app')
if (target) mount(App, { target })
if (import.meta.env.PROD) keepOffline()
