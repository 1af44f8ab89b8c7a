import { getPicture } from '../../store/pictures.ts'

/**
 * Lends the picture of a day an address while it is shown, and gives the memory back afterwards.
 * @returns what ends the loan
 */
export function pictureShown(dayId: string, show: (address: string | null) => void): () => void {
  let address: string | null = null
  let over = false
  getPicture(dayId)
    .then((picture) => {
      if (over) return
      address = picture ? URL.createObjectURL(picture.png) : null
      show(address)
    })
    .catch(() => {
      if (!over) show(null)
    })
  return () => {
    over = true
    if (address) URL.revokeObjectURL(address)
  }
}
