import { readSafetensors } from '../../src/network/weights/safetensors.ts'
import { isComposite } from './composite-case.ts'
import { judgeComposite } from './judge-composite.ts'
import { judgeFullCam, judgeGradCam } from './judge-full-cam.ts'
import { judgeInference } from './judge-inference.ts'
import { judgeSynchronise } from './judge-synchronise.ts'
import { judgeMacroF1, judgeSchedules } from './judge-tables.ts'
import { judgeStft } from './judge-stft.ts'
import { judgeAdamW, judgeGradients, judgeSam } from './judge-training.ts'
import { NetworkCase } from './network-case.ts'
import { notBuilt, type GoldenFile, type Quantity, type Wanted } from './quantity.ts'

/** Every quantity of one golden file, through the project's own code, on the current backend. */
export async function* judge(file: GoldenFile, wanted: Wanted): AsyncGenerator<Quantity> {
  const { name } = file
  const json = (): unknown => JSON.parse(new TextDecoder().decode(file.bytes))
  if (name.startsWith('schedules')) yield* only(judgeSchedules(name, json()), wanted)
  else if (name.startsWith('macro-f1')) yield* only(judgeMacroF1(name, json()), wanted)
  else if (name.startsWith('synchronise')) yield* only(judgeSynchronise(name, json()), wanted)
  else if (name.startsWith('stft')) yield* only(judgeStft(name, readSafetensors(file.bytes)), wanted)
  else if (/^(spectrogram_)?(se)?resne(x)?t.*\.safetensors$/.test(name)) {
    const of = new NetworkCase(name, readSafetensors(file.bytes))
    yield* judgeInference(of, wanted)
    yield* judgeGradients(of, wanted)
    yield* judgeAdamW(of, wanted)
    yield* judgeSam(of, wanted)
    yield* judgeFullCam(of, wanted)
  } else if (name.startsWith('gradcam_')) {
    yield* judgeGradCam(new NetworkCase(name, readSafetensors(file.bytes)), wanted)
  } else if (name.endsWith('.safetensors') && isComposite(file.bytes)) {
    if (wanted('composite')) yield* judgeComposite(file)
  } else if (wanted(name)) yield notBuilt(name, 'the whole file')
}

function* only(quantities: Iterable<Quantity>, wanted: Wanted): Generator<Quantity> {
  for (const quantity of quantities) if (wanted(quantity.name)) yield quantity
}
