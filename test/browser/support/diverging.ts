/** One weight, and a rate a thousand times above what it can bear: it diverges at update 8. */
export const diverging = {
  name: 'Line',
  data: { source: { kind: 'generator', name: 'line', samples: 20, noise: 0, seed: 1 } },
  network: { layers: [{ units: 1, activation: 'linear' }] },
  training: { optimizer: { name: 'sgd', learningRate: 1000 }, batchSize: 'full' },
}

export const divergingFile = {
  name: 'line.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(diverging)),
}
