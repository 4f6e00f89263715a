/** Stands in for Chart.js in a document that has no canvas: keeps what it was told to draw. */
interface FakePoint {
  x: number
  y: number
}

interface FakeOptions {
  scales: { x: { min: number; max: number }; y: { type: string } }
}

export const charts: Chart[] = []

export class Chart {
  static register(): void {}
  readonly chartArea = { left: 40, right: 300, top: 5, bottom: 195, width: 260 }
  updates = 0

  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly config: {
      data: { datasets: { label: string; data: FakePoint[] }[] }
      options: FakeOptions
    },
  ) {
    charts.push(this)
  }

  get data() {
    return this.config.data
  }

  get options() {
    return this.config.options
  }

  set options(options: FakeOptions) {
    this.config.options = options
  }

  get scales() {
    const { min, max } = this.options.scales.x
    const { left, width } = this.chartArea
    return { x: { getValueForPixel: (pixel: number) => min + ((pixel - left) / width) * (max - min) } }
  }

  /** x as drawn, of all points of a curve. */
  drawn(curve: number): number[] {
    return this.data.datasets[curve]!.data.map((point) => point.x)
  }

  update(): void {
    this.updates++
  }

  destroy(): void {
    charts.splice(charts.indexOf(this), 1)
  }
}

const part = class {}
export {
  part as LinearScale,
  part as LineController,
  part as LineElement,
  part as LogarithmicScale,
  part as PointElement,
}
