/** What float32 elsewhere should meet, PyTorch's own float32-against-float64 spread allowed for. */
export const TOLERANCE = {
  inference: 1e-4,
  fullGradTotal: 1e-4,
  adamwLosses: 5e-3,
  samLosses: 1e-2,
  gradientNorm: 3e-2,
  gradientNormsTogether: 3e-3,
  gradientHead: 3e-2,
  runningStatistics: 1e-4,
  /** Of (w₁ − w₀) / learning rate. */
  adamwChange: 1e-3,
  /** 1 − Pearson's r. */
  heatMap: 1e-3,
  /** 1 − Pearson's r. */
  picture: 5e-3,
  synchronise: 1e-6,
  stft: 1e-6,
  exact: 1e-12,
} as const
