import * as z from 'zod/mini'
import { writtenForms } from './form.js'
import { study } from './study.js'

const options = { io: 'input', target: 'draft-7' } as const

/** JSON Schema for editors: what a study file may contain, before any arithmetic is evaluated. */
export function studyJsonSchema(): unknown {
  return z.toJSONSchema(study.schema, {
    ...options,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const forms = writtenForms.get(zodSchema)
      if (!forms) return
      const written = z.toJSONSchema(forms, options)
      delete written.$schema
      Object.assign(jsonSchema, written)
    },
  })
}
