/** The command `dilute`. What a subcommand needs is loaded when it runs, so that the others start fast. */
import { Command, CommanderError, Option } from 'commander'
import type { CheckOptions } from './check.js'
import type { EvolveOptions } from './evolve.js'
import type { ExportOptions } from './export.js'
import type { LabOptions } from './lab.js'
import type { RunOptions } from './run.js'
import type { ScatterOptions } from './scatter.js'
import { demos } from '../demos/index.js'
import { exportFormats, sweepFormats } from '../export/index.js'
import type { TrajectoriesOptions } from './trajectories.js'
import { version } from '../study/index.js'
import { listenToNoErrors } from './print.js'
import { addSweepCommands } from './sweepCommands.js'
import { exampleText, formatOption, wholeNumber } from './usage.js'

const exitCodes = `
Exit codes: 0 done, 1 the run failed, 2 bad usage or an invalid study, 130 stopped by Ctrl-C (what is finished is kept).
Completion: dilute complete bash|zsh|fish|powershell prints a script for your shell.`

/** Runs one command line, `process.argv` as it is, and resolves to the exit code. */
export async function main(argv: string[]): Promise<number> {
  listenToNoErrors(process.stdout, process.stderr)
  try {
    const program = commandLine()
    if (argv[2] === 'complete') (await import('@bomb.sh/tab/commander')).default(program)
    await program.parseAsync(argv)
    return 0
  } catch (error) {
    return error instanceof CommanderError ? usageExitCode(error) : (await import('./exit.js')).exitCodeOf(error)
  }
}

/** Help and version were asked for; everything else that commander throws is bad usage, and already on stderr. */
function usageExitCode({ exitCode }: CommanderError): number {
  return exitCode === 0 ? 0 : 2
}

function commandLine(): Command {
  const program = new Command('dilute')
    .description('From microscopic scattering to thermodynamics: an n-level quantum system in a dilute gas.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(dilute --help lists the commands and their options)')
    .addHelpText('after', exampleText(examples) + exitCodes)
  addRun(program)
  addScatter(program)
  addEvolve(program)
  addTrajectories(program)
  addCheck(program)
  addExport(program)
  addFigure(program)
  addSweepCommands(program, (name, description) => studyCommand(program, name, description))
  addInit(program)
  addLab(program)
  return program
}

const examples = [
  'init',
  'run starter.yaml --out out',
  'run study.yaml --set gas.beta=1/2 --set scattering.method=born --json',
  'scatter study.yaml --energy 0.2 0.7',
  'evolve study.yaml --times 0,1,5 --set initial.site=0',
  'trajectories study.yaml --count 1000 --seed 1',
  'check study.yaml',
  'figure prl-fig1',
  'lab',
]

function addRun(program: Command): void {
  resultsCommand(program, 'run', 'run a study: scattering, rates, detailed balance, currents, entropy production')
    .option(
      '--out <dir>',
      'write results, figure.svg, figure.png and report.html into this folder; of a sweep results.parquet and, ' +
        'of few points, results.json',
    )
    .option(
      '--workers <N>',
      'threads to share the points of a sweep (default: 1); the results do not depend on it',
      wholeNumber('--workers', 1, 256),
    )
    .option('--resume', 'go on with what an interrupted sweep has left in --out')
    .option('--format <list>', formatOption.text, formatOption.parse)
    .option('--no-figures', 'no pictures and no report')
    .addHelpText(
      'after',
      exampleText([
        'run study.yaml',
        'run study.yaml --out out --verbose',
        'run - --json < study.yaml',
        'run study.yaml --set gas.beta=1/2 --set sweep=null',
      ]),
    )
    .action(async (study: string, options: RunOptions) => (await import('./run.js')).run(study, options))
}

function addScatter(program: Command): void {
  resultsCommand(program, 'scatter', 'amplitudes and S matrix at given total energies')
    .option('--energy <E...>', 'total energies, separated by spaces or commas')
    .option('--from <E>', 'in place of --energy: energies from this one')
    .option('--to <E>', 'to this one')
    .option('--points <n>', 'how many (default: 200)', wholeNumber('--points', 2, 100_000))
    .option('--bath <name>', 'the gas that scatters, where the study has several')
    .option('--delay-times', 'Wigner delay times too, for potentials; takes longer')
    .option('--bound-states <E,E>', 'list only the bound states between these energies')
    .option('--angular-momenta <l,l>', 'list only bound states and resonances of these angular momenta')
    .option('--pole <guess...>', 'search for poles of S from guesses E,WIDTH or, about a centre, E,WIDTH,l')
    .option('--out <dir>', 'write results.json, scattering.svg and scattering.png into this folder')
    .addHelpText(
      'after',
      exampleText([
        'scatter study.yaml --energy 0.2 0.7',
        'scatter study.yaml --from -1 --to 3 --points 400 --out out',
        'scatter study.yaml --energy 4 --pole 3.4,0.03 --delay-times',
      ]),
    )
    .action(async (study: string, options: ScatterOptions) => (await import('./scatter.js')).scatter(study, options))
}

function addEvolve(program: Command): void {
  resultsCommand(program, 'evolve', "the density matrix at given times, from the study's initial state")
    .requiredOption('--times <t,…>', 'ascending times, separated by commas')
    .option('--out <dir>', 'write results.json, evolution.svg and evolution.png into this folder')
    .addHelpText(
      'after',
      exampleText([
        'evolve study.yaml --times 0,1,5',
        'evolve study.yaml --times 0,10,100 --set initial.site=0 --out out',
      ]),
    )
    .action(async (study: string, options: EvolveOptions) => (await import('./evolve.js')).evolve(study, options))
}

const mostTrajectories = 10_000_000

function addTrajectories(program: Command): void {
  resultsCommand(program, 'trajectories', 'seeded runs, collision by collision, and their averages')
    .option('--time <T>', 'each trajectory runs from 0 to T (default: ten relaxation times)')
    .option('--count <n>', 'number of trajectories', wholeNumber('--count', 1, mostTrajectories), 1000)
    .option(
      '--seed <s>',
      'seed of the random numbers, a whole number from 0 to 4294967295',
      wholeNumber('--seed', 0, 2 ** 32 - 1),
      0,
    )
    .option(
      '--list <n>',
      'how many trajectories to list collision by collision',
      wholeNumber('--list', 0, mostTrajectories),
      3,
    )
    .option(
      '--workers <N>',
      'threads to share the trajectories; the results do not depend on it',
      wholeNumber('--workers', 1, 256),
      1,
    )
    .option('--out <dir>', 'write results.json, trajectories.svg and trajectories.png into this folder')
    .addHelpText(
      'after',
      exampleText([
        'trajectories study.yaml --count 1000 --seed 1',
        'trajectories study.yaml --time 200 --workers 2 --json',
      ]),
    )
    .action(async (study: string, options: TrajectoriesOptions) =>
      (await import('./trajectories.js')).trajectories(study, options),
    )
}

function addCheck(program: Command): void {
  studyCommand(program, 'check', 'validate a study without running it')
    .option('--json', 'print JSON, and nothing else')
    .addHelpText('after', exampleText(['check study.yaml', 'check study.yaml --set gas.beta=1/2']))
    .action(async (study: string, options: CheckOptions) => (await import('./check.js')).check(study, options))
}

function addExport(program: Command): void {
  studyCommand(
    program,
    'export',
    'Hamiltonian, rates and collapse operators for other programs; of a sweep, or of the folder of one, its table',
  )
    .addOption(
      new Option('--to <format>', 'qutip: an archive and a Python script that rebuilds them')
        .choices([...new Set([...exportFormats, ...sweepFormats])])
        .makeOptionMandatory(),
    )
    .requiredOption('--out <path>', 'the file; for qutip a folder')
    .addHelpText(
      'after',
      exampleText([
        'export study.yaml --to qutip --out out/qutip',
        'export sweep.yaml --to csv --out sweep.csv',
        'export out --to npz --out sweep.npz',
      ]),
    )
    .action(async (study: string, options: ExportOptions) => (await import('./export.js')).exportStudy(study, options))
}

function addFigure(program: Command): void {
  program
    .command('figure')
    .description(`reproduce a named figure: ${[...demos.keys()].join(', ')}`)
    .argument('<name>', 'name of the figure')
    .option(
      '--out <dir>',
      'folder for results.json, figure.svg, figure.png, for studies report.html (default: out/NAME)',
    )
    .addHelpText('after', exampleText(['figure prl-fig1', 'figure range --out out/range']))
    .action(async (name: string, options: { out?: string }) => (await import('./figure.js')).figure(name, options))
}

function addInit(program: Command): void {
  program
    .command('init')
    .description('write a commented study to begin with')
    .argument('[example]', 'starter (unless given), or another of the examples')
    .option('--out <file>', 'the file (default: EXAMPLE.yaml)')
    .addHelpText('after', exampleText(['init', 'init two-baths --out study.yaml']))
    .action(async (name: string | undefined, options: { out?: string }) =>
      (await import('./init.js')).init(name, options),
    )
}

function addLab(program: Command): void {
  program
    .command('lab')
    .description('the lab: studies in a browser, with sliders; serves this machine alone')
    .option('--port <P>', 'the port; 0 takes any that is free', wholeNumber('--port', 0, 65_535), 8391)
    .option('--no-open', 'do not open a browser')
    .addHelpText('after', exampleText(['lab', 'lab --port 0 --no-open']))
    .action(async (options: LabOptions) => (await import('./lab.js')).lab(options))
}

/** A command that works at a study for a while, and has results to tell. */
function resultsCommand(program: Command, name: string, description: string): Command {
  return studyCommand(program, name, description)
    .option('--json', 'print the results as JSON, and nothing else')
    .addOption(new Option('--quiet', 'no progress and no table: errors alone').conflicts('verbose'))
    .option('--verbose', 'progress also where there is no terminal, a line every two seconds')
}

function studyCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument('<study>', 'study file, YAML or JSON; - reads it from the standard input')
    .option('--set <path=value>', 'replace a value of the study, or take a key out with null (repeatable)', collected)
}

function collected(text: string, before: readonly string[] = []): string[] {
  return [...before, text]
}
