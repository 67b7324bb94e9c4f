import { describe, test } from 'vitest'
import { at, sameCox, sameCurves, sameMeans, sameTest, type Tree } from '../testing/against-reference.ts'
import { hasDatasets, readReference, readRows, writeCsv } from '../testing/datasets.ts'
import { shapedRows } from '../testing/question-rows.ts'
import { survivalQuestions } from '../testing/survival-questions.ts'

for (const { file, reference, ask } of survivalQuestions) {
  const there = hasDatasets(file, `r/${reference}`)
  describe(
    there ? file : `${file} is not in the folder of data sets (CAIRN_DATASETS), so it is not compared with R`,
    () => {
      for (const [kind, path, formula, change] of ask)
        test.skipIf(!there)(`${kind} ${path} equals R`, async () => {
          const data = writeCsv(shapedRows(readRows(file), change))
          const r = at(readReference(reference) as unknown as Tree, path)
          if (kind === 'cox') await sameCox(data, formula, r)
          else if (kind === 'km') await sameCurves(data, formula, r)
          else if (kind === 'test') await sameTest(data, formula, r)
          else await sameMeans(data, formula, r)
        })
    },
  )
}
