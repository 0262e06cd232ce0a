import * as z from 'zod'
import { studySchema } from './schema.js'

/** JSON Schema for editors: what a study file may contain, before any arithmetic is evaluated. */
export function studyJsonSchema(): unknown {
  return z.toJSONSchema(studySchema, { io: 'input', target: 'draft-7' })
}
