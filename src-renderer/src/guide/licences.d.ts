declare module 'virtual:licences' {
  /** Packages that are part of the application, by name. */
  const licences: readonly { name: string; version: string; licence: string; text: string }[]
  export default licences
}
