/** The commands of sweeps, as the command line has them. */
import type { Command } from 'commander'
import type { SubmitOptions } from './cluster.js'
import { pictureFormats } from './pictureFiles.js'
import type { PlotOptions } from './plot.js'
import type { MergeOptions } from './sweepFolder.js'
import { choicesOf, exampleText, formatOption, textOf, wholeNumber } from './usage.js'

const cluster = (): Promise<typeof import('./cluster.js')> => import('./cluster.js')

/** Adds the commands of sweeps to the program; `studyCommand` makes one that takes a study. */
export function addSweepCommands(program: Command, studyCommand: (name: string, description: string) => Command): void {
  studyCommand('plan', 'how a sweep would be cut into pieces, and what would be recorded')
    .option('--json', 'print JSON, and nothing else')
    .action(async (study: string, options: object) => (await import('./plan.js')).plan(study, options))
  slurmOptions(studyCommand('submit', 'compute a sweep on a Slurm cluster: an array of tasks, and a merge after them'))
    .requiredOption('--out <dir>', 'the folder of results, which the nodes see too')
    .action(async (study: string, options: SubmitOptions) => (await cluster()).submit(study, options))
  slurmOptions(
    folderCommand(
      program,
      'resume',
      'submit what is missing of a sweep on a cluster; locally: dilute run STUDY --out DIR --resume',
    ),
  ).action(async (folder: string, options: object) => (await cluster()).resume(folder, options))
  folderCommand(program, 'status', 'how far a submitted sweep is, and what its tasks wait for')
    .option('--json', 'print JSON, and nothing else')
    .action(async (folder: string, options: object) => (await cluster()).status(folder, options))
  folderCommand(program, 'cancel', 'take a submitted sweep back; finished pieces are kept')
    .option('--quiet', 'errors alone')
    .action(async (folder: string, options: object) => (await cluster()).cancel(folder, options))
  addMerge(program)
  addPlot(program)
  program
    .command('task', { hidden: true })
    .argument('<dir>')
    .requiredOption('--name <name>')
    .action(async (folder: string, options: { name: string }) => (await cluster()).task(folder, options))
}

function addMerge(program: Command): void {
  folderCommand(program, 'merge', 'put the finished pieces of a sweep together, each point once, into results')
    .option('--format <list>', formatOption.text, formatOption.parse)
    .option('--no-figures', 'no pictures and no report')
    .option(
      '--wait <seconds>',
      'wait so long for pieces that a shared file system may show late',
      wholeNumber('--wait', 0, 86_400),
    )
    .option('--quiet', 'no table: errors alone')
    .action(async (folder: string, options: MergeOptions) => (await import('./sweepFolder.js')).merge(folder, options))
}

function addPlot(program: Command): void {
  folderCommand(program, 'plot', 'figures of what a sweep has recorded: curves along one axis, a map over two')
    .option(
      '--quantity <name...>',
      'what to draw, up to four, each in a plot of its own (default: what the study records)',
    )
    .option('--format <list>', 'svg, png, pdf, separated by commas (default: svg,png)', (text) =>
      choicesOf('--format', pictureFormats, text),
    )
    .option('--out <file>', 'the file (default: DIR/QUANTITY.svg and .png)')
    .option('--log', 'on a logarithmic scale')
    .option('--min', 'mark the smallest value in place of the largest')
    .option('--fix <path=value...>', 'hold a swept parameter at its value nearest to this')
    .option('--point <file>', 'write the study of the marked point; the figure only if --out or --format is given too')
    .addHelpText(
      'after',
      exampleText([
        'plot out',
        'plot out --quantity violation --format pdf --log',
        'plot out --quantity gap --min --point point.yaml',
      ]),
    )
    .action(async (folder: string, options: PlotOptions) => (await import('./plot.js')).plot(folder, options))
}

const folderCommand = (program: Command, name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .argument('<dir>', 'the folder of a sweep, --out of dilute run or dilute submit')

const mostTasks = 1_000_000

/** MINUTES, MINUTES:SECONDS, HOURS:MINUTES:SECONDS, the same behind DAYS-HOURS, or no limit. */
const timeLimit = /^(\d+(:\d+){0,2}|\d+-\d+(:\d+){0,2}|unlimited|infinite)$/i

const slurmOptions = (command: Command): Command =>
  command
    .option('--partition <name>', 'the partition of the cluster', textOf('--partition', /^\S+$/, 'a name'))
    .option('--account <name>', 'the account that pays', textOf('--account', /^\S+$/, 'a name'))
    .option(
      '--time <limit>',
      'the time limit of a task, as sbatch takes it: 30 (minutes), 2:00:00, 1-0',
      textOf('--time', timeLimit, 'a time as 30 (minutes), 2:00:00 or 1-0 (days-hours)'),
    )
    .option(
      '--mem <size>',
      'the memory of a task, as sbatch takes it: 2G',
      textOf('--mem', /^\d+([kmgt](i?b)?)?$/i, 'a size as 500M or 2G'),
    )
    .option(
      '--tasks <N>',
      'tasks to share the pieces (unless given: half a minute of work each, or more)',
      wholeNumber('--tasks', 1, mostTasks),
    )
    .option('--at-once <K>', 'tasks at work at the same time at most', wholeNumber('--at-once', 1, mostTasks))
    .option(
      '--wait <seconds>',
      'how long the merge waits for pieces that a shared file system shows late (unless given: 60)',
      wholeNumber('--wait', 0, 86_400),
    )
    .option('--quiet', 'errors alone')
