import { blamed, type Study } from '../study/index.js'

/** Works on a study; what fails since one of its numbers is of extreme size is told as an error of the study. */
export async function blaming<T>(study: Study, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw blamed(study, error)
  }
}
