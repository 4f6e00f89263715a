/** Where the bundled data comes from, as the file beside it says. Pure. */

export interface DataCredit {
  file: string
  name: string
  origin: string
  doi: string
  licence: string
  changes: string
}

const fields = { name: 'Name', origin: 'Origin', doi: 'DOI', licence: 'Licence', changes: 'Changes' } as const

/**
 * @param text resources/datasets/README.md: a section a file with one line a field
 * @throws for a section that lacks a field: a fault of the build
 */
export function readDataCredits(text: string): DataCredit[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const file = section.slice(0, section.indexOf('\n')).trim()
      const take = (label: string): string => {
        const found = new RegExp(`^\\* ${label}: (.+)$`, 'm').exec(section)
        if (found === null) throw new Error(`${file}: no ${label}`)
        return found[1]!
      }
      return {
        file,
        name: take(fields.name),
        origin: take(fields.origin),
        doi: take(fields.doi),
        licence: take(fields.licence),
        changes: take(fields.changes),
      }
    })
}
