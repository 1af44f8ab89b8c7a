import { m } from '../../i18n/paraglide/messages.js'
import type { Encoding, InputChoice, InputKind, PictureStyle } from '../../inputs/encoding.ts'
import { CHANNEL_SETS, type ChannelSet } from '../../lifelog/channel-sets.ts'
import type { Rate } from '../../lifelog/day.ts'

/** What a network may see, in words. */
export const inputName = (input: InputKind): string => INPUT_NAMES[input]()

const INPUT_NAMES: Readonly<Record<InputKind, () => string>> = {
  picture: m.input_picture,
  planes: m.input_planes,
  raw: m.input_raw,
  spectrogram: m.input_spectrogram,
}

export const styleName = (style: PictureStyle): string => STYLE_NAMES[style]()

const STYLE_NAMES: Readonly<Record<PictureStyle, () => string>> = {
  recommended: m.style_recommended,
  coloured: m.style_coloured,
  paper: m.style_paper,
  notebook: m.style_notebook,
}

export const channelSetName = (set: ChannelSet | 'own', own: number): string =>
  set === 'own' ? m.channels_own({ count: own }) : SET_NAMES[set]({ count: CHANNEL_SETS[set].length })

const SET_NAMES: Readonly<Record<ChannelSet, (gaps: { count: number }) => string>> = {
  five: m.channels_paper,
  seven: m.channels_paper,
  eleven: m.channels_paper,
  elevenExtended: m.channels_paper_extended,
  eighteen: m.channels_paper,
}

export const rateName = (rate: Rate): string => (rate === 1 ? m.rate_second() : m.rate_minute())

/** One line that says what a network sees of a day. */
export function inputWords(shown: Encoding | InputChoice, channels: number): string {
  const rate = rateName(shown.rate)
  if (shown.input !== 'picture') return m.input_line({ input: inputName(shown.input), channels, rate })
  const { side, style } = shown
  return m.input_picture_line({ side, channels, rate, style: styleName(style) })
}

/** What a network of a grid sees: "Sequences, the paper's 5 channels, by the minute". */
export function seenWords({ input, style, channels, rate }: InputChoice, own: number): string {
  const look = input === 'picture' && style !== 'recommended' ? ` (${styleName(style)})` : ''
  return m.seen_line({
    input: `${inputName(input)}${look}`,
    channels: channelSetName(channels, own),
    rate: rateName(rate),
  })
}
