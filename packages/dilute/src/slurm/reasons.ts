/** What the states and reasons of Slurm mean for a sweep, and what helps. */
import type { QueuedJob } from './queue.js'

const remedies: readonly (readonly [pattern: RegExp, remedy: string])[] = [
  [/^(Resources|Priority|None)$/, 'waits for its turn'],
  [/^Dependency$/, 'waits for the tasks before it'],
  [/^DependencyNeverSatisfied$/, 'can never start: dilute cancel, then dilute merge'],
  [/^JobArrayTaskLimit$/, 'waits for others of this sweep: more at once with --at-once'],
  [/^BeginTime$/, 'was requeued and starts again in a moment'],
  [
    /^PartitionTimeLimit$/,
    'asks for more time than the partition gives: dilute cancel, then dilute resume with a shorter --time',
  ],
  [
    /^(PartitionDown|PartitionInactive|PartitionNodeLimit)$/,
    'its partition takes no such jobs: dilute cancel, then dilute resume with another --partition',
  ],
  [
    /^(ReqNodeNotAvail|NodeDown|BadConstraints)/,
    'no node that fits is up: wait, or dilute cancel and dilute resume with other options',
  ],
  [/^(Assoc|QOS|Max)/, 'waits for a limit of your account: others of your jobs have to end first'],
  [
    /^(JobHeldUser|JobHeldAdmin|launch_failed_requeued_held|JobHoldMaxRequeue)$/i,
    'is held: scontrol release lets it go on',
  ],
  [/^(OutOfMemory)$/, 'ran out of memory: dilute resume with more --mem'],
  [/^(TimeLimit)$/, 'ran out of time: dilute resume with a longer --time'],
]

/** What a state means where pieces of the task are missing. */
const endings: Readonly<Record<string, string>> = {
  COMPLETED: 'ended before its pieces were done, near its time limit: dilute resume computes the rest',
  FAILED: 'failed: its log says why; dilute resume computes the rest',
  CANCELLED: 'was cancelled: dilute resume computes the rest',
  TIMEOUT: 'ran out of time: dilute resume with a longer --time',
  OUT_OF_MEMORY: 'ran out of memory: dilute resume with more --mem',
  NODE_FAIL: 'its node failed: dilute resume computes the rest',
  BOOT_FAIL: 'its node did not start: dilute resume computes the rest',
  PREEMPTED: 'gave way to another job: dilute resume computes the rest',
  DEADLINE: 'passed its deadline: dilute resume computes the rest',
}

export function meaning({ state, reason }: Pick<QueuedJob, 'state' | 'reason'>): string {
  if (state === 'RUNNING') return 'is at work'
  const told = remedies.find(([pattern]) => pattern.test(reason))?.[1]
  return endings[state] ?? told ?? `waits: Slurm gives the reason ${reason}`
}
