import { m } from '../../i18n/paraglide/messages.js'
import type { Stage } from '../../network/stages.ts'

/** Which stages stay as they are, from the input on. */
export const stageWords = (stage: Stage): string =>
  stage === 'stem' ? m.frozen_stem() : m.frozen_up_to({ stage: Number(stage.slice('layer'.length)) })
