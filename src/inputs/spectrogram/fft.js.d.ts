/** The package's own types take and give `any`. */
declare module 'fft.js' {
  export default class FFT {
    /** @param size a power of two, at least 2 */
    constructor(size: number)
    /** @param spectrum real and imaginary parts side by side; bins 0 to size / 2 are written */
    realTransform(spectrum: Float64Array, signal: Float64Array): void
  }
}
