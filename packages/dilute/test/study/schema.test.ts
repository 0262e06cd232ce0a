import { expect, test } from 'vitest'
import { studyJsonSchema } from '../../src/study/declare/jsonSchema.js'

/** After a change of the study format: `npm run docs`. */
test('the JSON Schema in the package is that of the study format', async () => {
  await expect(`${JSON.stringify(studyJsonSchema(), null, 2)}\n`).toMatchFileSnapshot('../../schema/study.schema.json')
})
