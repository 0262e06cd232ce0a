import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { readStudy } from '../../src/study/read/read.js'
import { sections, studiesPage, wholeStudies } from './studiesPage.js'

/** After a change of the study format: `npm run docs`. */
test('docs/studies.md is what the declarations say', async () => {
  await expect(studiesPage()).toMatchFileSnapshot('../../../../docs/studies.md')
})

const fields = sections().flatMap(({ path, form }) =>
  Object.entries(form.fields!).map(([key, field]) => ({ name: path === '' ? key : `${path}.${key}`, field })),
)

describe('every key', () => {
  test('has a meaning, and an example or keys of its own', () => {
    for (const { name, field } of fields) {
      expect(field.meaning, name).toMatch(/^.{8,}$/)
      expect(field.example !== undefined || field.form.entries?.fields !== undefined, name).toBe(true)
    }
    expect(fields.length).toBeGreaterThan(80)
  })

  test.each(fields.filter(({ field }) => field.example !== undefined))(
    '$name has an example that is read',
    ({ field }) => {
      const { error } = field.form.schema.safeParse(load(field.example!))
      expect(error?.issues ?? []).toEqual([])
    },
  )
})

test.each(wholeStudies)('%s', (_, text) => {
  expect(readStudy(text, { file: 'a.yaml' }).config.system).toBeDefined()
  expect(studiesPage()).toContain(text)
})
