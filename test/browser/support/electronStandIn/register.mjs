/** `node --import register.mjs out/main/index.js`: what imports `electron` gets the stand-in. */
import { register } from 'node:module'

register('./resolveElectron.mjs', import.meta.url)
