/** `29 s`, `4 min 10 s`, `2 h 5 min`. @param t words of the language in force */
export function formatDuration(
  seconds: number,
  t: (key: string, values: Record<string, number>) => string,
): string {
  const whole = Math.max(1, Math.round(seconds))
  if (whole < 60) return t('sweeps.times.seconds', { seconds: whole })
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return t('sweeps.times.minutes', { minutes, seconds: whole % 60 })
  return t('sweeps.times.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}
