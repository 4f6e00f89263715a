declare module '*.ts?assembly' {
  const bytes: Uint8Array<ArrayBuffer>
  export default bytes
}
declare module '*.ts?assembly&alone' {
  const bytes: Uint8Array<ArrayBuffer>
  export default bytes
}
