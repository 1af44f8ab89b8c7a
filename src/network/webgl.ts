/** How software renderers call themselves: they are far slower than WebAssembly. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i

/**
 * The name of the renderer behind WebGL, where the backend can be used.
 * @throws Error with the reason where there is none, it is a software one, or it can't keep 32-bit numbers: half
 * floats would spoil the training without a word
 */
export function webGlRenderer(softwareToo: boolean): string {
  const gl = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('webgl2')
  if (!gl) throw new Error('this browser has no WebGL 2')
  const name = rendererOf(gl)
  const software = SOFTWARE.exec(name)?.[0]
  if (software !== undefined && !softwareToo) throw new Error(`only a software renderer, ${software}`)
  if (!gl.getExtension('EXT_color_buffer_float')) throw new Error('it has no 32-bit float textures')
  // This context has served its purpose, and browsers allow only so many.
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return name
}

/** Firefox names the true renderer under the plain parameter; the extension is for the others. */
function rendererOf(gl: WebGL2RenderingContext): string {
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info')
  const name: unknown = gl.getParameter(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER)
  return typeof name === 'string' ? name : 'WebGL'
}
