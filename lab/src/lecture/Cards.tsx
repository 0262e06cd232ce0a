/** The tour's card and the challenges', above the desk. */
import { point } from '../state/lab.js'
import { challenges } from './challengeList.js'
import { allSolved, open, solved } from './challenges.js'
import { steps } from './steps.js'
import { goToStep, step } from './tour.js'

export function Cards() {
  return (
    <>
      {step.value === null ? null : <TourCard index={step.value} />}
      {open.value ? <ChallengeCards /> : null}
    </>
  )
}

function TourCard({ index }: { index: number }) {
  const { title, text, shows } = steps[index]!
  const seen = point.value !== null && shows(point.value)
  return (
    <section class="card tour" aria-labelledby="tour-title">
      <div>
        <h2 id="tour-title">{`${index + 1}/${steps.length} ${title}`}</h2>
        <p aria-live="polite">{text}</p>
      </div>
      <div class="buttons">
        <span
          class={`seen ${seen ? 'yes' : ''}`}
          role="img"
          aria-label={seen ? 'the results show it' : 'not on the screen yet'}
        >
          {seen ? '✓' : '…'}
        </span>
        <button
          type="button"
          disabled={index === 0}
          onClick={() => {
            goToStep(index - 1)
          }}
        >
          Back
        </button>
        {index + 1 < steps.length ? (
          <button
            type="button"
            class="primary"
            onClick={() => {
              goToStep(index + 1)
            }}
          >
            Next
          </button>
        ) : null}
        <button
          type="button"
          onClick={() => {
            goToStep(null)
          }}
        >
          End
        </button>
      </div>
    </section>
  )
}

function ChallengeCards() {
  return (
    <section class="card challenges" aria-label="Challenges">
      <ul>
        {challenges.map(({ id, title, hint }) => (
          <li key={id} class={solved.value.has(id) ? 'solved' : ''} data-challenge={id}>
            <strong>
              {solved.value.has(id) ? '✓ ' : ''}
              {title}
            </strong>
            <span class="label">{solved.value.has(id) ? 'Solved.' : hint}</span>
          </li>
        ))}
      </ul>
      <p aria-live="polite">{allSolved.value ? 'All solved: you know this paper.' : ''}</p>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          open.value = false
        }}
      >
        Close
      </button>
    </section>
  )
}
