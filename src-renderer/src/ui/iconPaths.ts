/** Lines of the icons in a 16 × 16 box; 1.5 px stroke, round ends. `fill` icons are solid. */
export const iconPaths = {
  restart: 'M3.2 8a4.8 4.8 0 1 0 1.5-3.5M3 2.6v2.9h2.9',
  run: 'M5 3.2v9.6l8-4.8z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  step: 'M4 3.4v9.2l6-4.6zM12 3.4v9.2',
  back: 'M12 3.4v9.2L6 8zM4 3.4v9.2',
  bookmark: 'M4.5 2.5h7v11L8 10.7 4.5 13.5z',
  branch: 'M5 2.6v10.8M5 9.5c0-3 6-2 6-5.2M3.6 4l1.4-1.5L6.4 4M9.6 5.7L11 4.2l1.4 1.5',
  minus: 'M3.5 8h9',
  plus: 'M8 3.5v9M3.5 8h9',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  chevronDown: 'M4.5 6.2L8 9.7l3.5-3.5',
  chevronLeft: 'M9.8 4.5L6.3 8l3.5 3.5',
  chevronRight: 'M6.2 4.5L9.7 8l-3.5 3.5',
  check: 'M3.5 8.4l3 3 6-6.6',
  moon: 'M13 9.6A5.4 5.4 0 0 1 6.4 3a5.4 5.4 0 1 0 6.6 6.6z',
  sun: 'M8 5.4a2.6 2.6 0 1 0 0 5.2a2.6 2.6 0 0 0 0-5.2M8 1.8v1.3M8 12.9v1.3M1.8 8h1.3M12.9 8h1.3M3.6 3.6l.9.9M11.5 11.5l.9.9M3.6 12.4l.9-.9M11.5 4.5l.9-.9',
  system: 'M2.5 3.5h11v7.5h-11zM6 13.5h4M8 11v2.5',
  upload: 'M8 10V2.6M5 5.4l3-3 3 3M3 9.5v3.9h10V9.5',
  folder: 'M2.2 4.2h4l1.4 1.6h6.2v7H2.2z',
  dice: 'M3 3h10v10H3zM5.7 5.7h.01M10.3 10.3h.01M8 8h.01',
  warning: 'M8 2.6l6 10.6H2zM8 6.6v3M8 11.4h.01',
  info: 'M8 2.3a5.7 5.7 0 1 0 0 11.4A5.7 5.7 0 0 0 8 2.3M8 7.3v3.4M8 5.2h.01',
  panel: 'M2.5 3h11v10h-11zM10 3v10',
  table: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 3.5v9',
  chart: 'M2.5 2.5v11h11M4.8 10.5l2.7-3.2 2.3 1.8 3.2-4.4',
  data: 'M8 2.5c3 0 5 .9 5 2s-2 2-5 2-5-.9-5-2 2-2 5-2M3 4.5v7c0 1.1 2 2 5 2s5-.9 5-2v-7M3 8c0 1.1 2 2 5 2s5-.9 5-2',
  network:
    'M4 4.5a1.5 1.5 0 1 0 0-.01M4 11.5a1.5 1.5 0 1 0 0-.01M12 8a1.5 1.5 0 1 0 0-.01M5.5 4.7l3.6 2.5M5.5 11.3l3.6-2.5',
  training: 'M3 4.5h10M3 11.5h10M6 3v3M10 10v3',
  stop: 'M5.3 2.5h5.4l2.8 2.8v5.4l-2.8 2.8H5.3l-2.8-2.8V5.3z',
  seed: 'M8 13.5V8M8 8c0-2.6 1.7-4.3 4.8-4.3C12.8 6.5 11 8 8 8M8 10c0-2-1.3-3.3-4.3-3.3C3.7 8.9 5.3 10 8 10',
  expand: 'M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3',
  pin: 'M6 2.5h4l-.5 4 2 2H4.5l2-2zM8 8.5v5',
  file: 'M4 2.3h5l3 3v8.4H4zM9 2.3v3h3',
  copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
  arrowRight: 'M2.5 8h11M10 4.5L13.5 8 10 11.5',
  arrowLeft: 'M13.5 8h-11M6 4.5L2.5 8 6 11.5',
} as const

export type IconName = keyof typeof iconPaths

export const filledIcons: ReadonlySet<IconName> = new Set(['run', 'step', 'back'])
