import { m } from '../../i18n/paraglide/messages.js'
import type { ChannelId } from '../../lifelog/channels.ts'
import type { DaySummary } from '../../lifelog/day.ts'
import { LABELS } from '../../lifelog/labels.ts'
import { RESIDUAL_BAR } from '../../saliency/explanation.ts'
import { learntFromSimulation } from '../../training/card.ts'
import { percent, scientific, signedThree, signedTwo, threeDecimals, twoDecimals } from '../words/format.ts'
import { channelName, dayName, labelName, startName, valueWords } from '../words/names.ts'
import type { Explained } from './explained.ts'
import { kindName, kindWhy } from './kind-words.ts'
import { leaningWords } from './leaning-words.ts'
import { partsOf } from './parts.ts'
import type { ReportPage } from './report-page.ts'
import { checkOf } from './residual.ts'
import { isWeak } from './weak.ts'

/** What stands in a printed page of one answer, beside its picture. */
export function reportWords(
  day: DaySummary,
  { model, explanation, kind, occlusion }: Explained,
): Omit<ReportPage, 'title' | 'picture'> {
  const { label, logit, total, maps } = explanation
  const { channels } = maps[kind]
  const probability = 1 / (1 + Math.exp(-logit))
  const { sensors, agreement } = partsOf(explanation, kind, occlusion)
  const named = labelName(label)
  return {
    lead: m.report_lead({
      day: dayName(day),
      start: startName(day.start),
      label: named,
      answer: valueWords(probability >= 0.5 ? 1 : 0),
      probability: twoDecimals(probability),
      network: model.architecture,
    }),
    pictureWords: m.heat_alt(),
    sentences: [
      `${kindName(kind)}. ${kindWhy(kind)}`,
      ...(occlusion ? [leaningWords(occlusion, label, channels, day.start)] : []),
      m.check_words({
        total: threeDecimals(total),
        logit: threeDecimals(logit),
        share: scientific(checkOf(explanation).share),
        bar: scientific(RESIDUAL_BAR),
      }),
      ...(agreement
        ? [
            m.parts_agreement({
              sensors: twoDecimals(agreement.sensors),
              cells: twoDecimals(agreement.cells),
            }),
          ]
        : []),
    ],
    table: {
      heads: [m.parts_sensor(), m.parts_share(), m.parts_evidence(), m.parts_without()],
      rows: sensors.map(({ at, share, evidence, without }) => [
        channelName(channels[at] as ChannelId),
        percent(share),
        signedThree(evidence),
        without === null ? '–' : signedTwo(without),
      ]),
    },
    caveats: [
      ...(learntFromSimulation(model) ? [m.model_simulated()] : []),
      ...(isWeak(model.scores, label) ? [m.trust_weak({ label: named })] : []),
      m.trust_caveat({ labels: LABELS.length }),
    ],
  }
}
