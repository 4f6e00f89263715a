/** Text inside an SVG file: marked up characters escaped, those that XML cannot hold left out or replaced. */
export const escapeXml = (text: string): string =>
  text
    // All that is not a Char of XML 1.0, production 2.
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
