/**
 * Studies that are wrong, where the message should point and what it should say:
 * [name, text, `line:column`, path, part of the rest of the message].
 */
import { changed, inDimension, ring, withBeta, withContact, withLine, withPotential, withPotentials, withSystem } from './examples.js'

export type BadStudy = readonly [name: string, text: string, place: string, path: string, says: string]

const axes = (flow: string): string => withLine(`sweep: ${flow}`)

const aliasBomb = ['a: &a [x,x,x,x,x,x,x,x,x]', 'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]', 'c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]', 'd: [*c,*c,*c]'].join('\n')

/** Two gases that differ in their temperature alone. */
const merged = changed(ring, /gas:.*\n/.exec(ring)![0], `baths:
  - { name: hot, gas: &gas { mass: 1, dimension: 1, density: 1, beta: 1 } }
  - { name: cold, gas: { <<: *gas, beta: 3 } }
`)

const unreadable: BadStudy[] = [
  ['an empty file', '', '1:1', '', 'expected a map with the keys title, system, gas'],
  ['nothing but a comment', '# nothing\n', '1:1', '', 'found an empty value'],
  ['a list', '- 1\n', '1:1', '', 'found [1]'],
  ['a tab for indentation', 'system:\n\tring: 3\n', '2:1', '', 'tab characters must not be used in indentation'],
  ['broken flow', '{"gas": {"dimension": 1,}\n', '2:1', '', 'unexpected end of the stream within a flow collection'],
  ['a key twice', withLine('gas: 3'), '7:1', 'gas', 'expected the key once'],
  ['a key twice inside', changed(ring, 'mass: 1', 'mass: 1, mass: 2'), '4:31', 'gas.mass', 'expected the key once'],
  ['an alias bomb', aliasBomb, '2:8', '', 'aliases that repeat too much'],
  ['an alias inside itself', 'a: &a [*a]\n', '1:8', '', 'an alias contains itself'],
  ['an alias of nothing', 'a: *b\n', '1:4', '', 'an alias of nothing: *b'],
  ['an unknown tag', withBeta('!secret 2'), '4:49', '', 'an unknown tag: !secret'],
  ['two documents', withLine('---\na: 1'), '7:1', '', 'several documents'],
  ['endless nesting', '['.repeat(20_000), '1:', '', 'nested too deeply'],
  ['a key twice in JSON', '{"system": {"ring": {"sites": 3}},\n "gas": {"mass": 1, "mass": 2}}', '2:22', '', 'expected the key once'],
  ['endless nesting in JSON', `{"system": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`, '1:', '', 'nested too deeply'],
  ['a merge of what is no map', changed(ring, 'mass: 1', '<<: 3'), '4:22', '', 'cannot merge'],
  ['a wrong value that is merged', changed(merged, 'mass: 1', 'mass: -1'), '5:36', 'baths[0].gas.mass', 'expected a positive number, found -1'],
  ['a list as a key', withLine('? [a]\n: 1'), '7:3', '', 'a key that is not text'],
]

const keys: BadStudy[] = [
  ['a missing part', changed(ring, /gas.*\n/.exec(ring)![0], ''), '1:1', 'gas', 'found nothing'],
  ['a missing number', changed(ring, 'mass: 1, ', ''), '4:6', 'gas.mass', 'expected a positive number, found nothing'],
  ['a misspelt key', changed(ring, 'mass', 'mas'), '4:22', 'gas.mas', 'expected one of the keys dimension, mass, density, beta, temperature, right, left, momentumDensity, found mas (did you mean mass?)'],
  ['an unknown part', withLine('solver: fast'), '7:1', 'solver', 'expected one of the keys title, system, gas'],
  ['__proto__ as a key', withLine('__proto__: { beta: 1 }'), '7:1', '__proto__', 'expected one of the keys'],
  ['an empty key', withSystem('ring: { "": 1 }'), '3:11', 'system.ring[""]', 'expected one of the keys sites, tunneling, flux, onsite, found ""'],
  ['two systems', changed(ring, 'gas:', '  hamiltonian: [[1]]\ngas:'), '2:1', 'system', 'expected exactly one of ring, hamiltonian, lattice, found ring and hamiltonian'],
  ['no system', withSystem('{}'), '2:1', 'system', 'found none of them'],
  ['strengths and lengths', withContact('{ strengths: [1, 1, 1], scatteringLengths: [1, 1, 1] }'), '6:12', 'interaction.contact', 'exactly one of strengths, scatteringLengths'],
  ['no gas in a list of gases', withLine('baths: []'), '7:8', 'baths', 'expected at least one gas'],
  ['an unknown report', withLine('report: [counting, noise]'), '7:20', 'report[1]', 'expected generator, counting or certificates, found "noise"'],
  ['a report that is no list', withLine('report: counting'), '7:9', 'report', 'expected a list of generator, counting, certificates, found "counting"'],
  ['an order nobody reads', withLine('scattering: { method: born, order: 3 }'), '7:36', 'scattering.order', 'expected nothing here for the method born, found 3'],
  ['a series without order', withLine('scattering: { method: series }'), '7:13', 'scattering.order', 'for the method series, found nothing'],
  ['an unknown method', withLine('scattering: { method: exakt }'), '7:23', 'scattering.method', 'expected exact, born or series, found "exakt"'],
  ['an unknown normalization', withLine('normalization: papper'), '7:16', 'normalization', 'expected physical or paper'],
  ['a title that is a list', changed(ring, 'three dots', '[a]'), '1:8', 'title', 'expected text'],
]

const numbers: BadStudy[] = [
  ['a negative temperature', withBeta('-3'), '4:49', 'gas.beta', 'expected a positive number, found -3'],
  ['a negative expression', withBeta('1/2 - 1'), '4:49', 'gas.beta', 'found -0.5 ("1/2 - 1")'],
  ['a division by zero', withBeta('1/0'), '4:49', 'gas.beta', 'found "1/0", which is not finite'],
  ['zero over zero', withBeta('0/0'), '4:49', 'gas.beta', 'which is not finite'],
  ['not a number', withBeta('.nan'), '4:49', 'gas.beta', 'found NaN'],
  ['infinity', withBeta('.inf'), '4:49', 'gas.beta', 'found Infinity'],
  ['a number too large', withBeta('1e999'), '4:49', 'gas.beta', 'found "1e999", which is not finite'],
  ['a word', withBeta('two'), '4:49', 'gas.beta', 'unknown name two'],
  ['broken arithmetic', withBeta('3//4'), '4:49', 'gas.beta', '"3//4" (a number is missing at column 3 of the expression)'],
  ['code', withBeta('process.exit()'), '4:49', 'gas.beta', 'unknown name process'],
  ['nothing', withBeta(''), '4:43', 'gas.beta', 'found an empty value'],
  ['true', withBeta('true'), '4:49', 'gas.beta', 'found true'],
  ['a list', withBeta('[1]'), '4:49', 'gas.beta', 'found [1]'],
  ['an imaginary temperature', withBeta('0.3i'), '4:49', 'gas.beta', 'found 0.3i, which is not real'],
  ['a massless gas', changed(ring, 'mass: 1', 'mass: 0'), '4:28', 'gas.mass', 'expected a positive number, found 0'],
  ['a negative density', changed(ring, 'density: 1', 'density: -1e-3'), '4:40', 'gas.density', 'not negative, found -0.001'],
  ['four dimensions', changed(ring, 'dimension: 1', 'dimension: 4'), '4:19', 'gas.dimension', 'expected 1, 2 or 3, found 4'],
  ['half a dimension', changed(ring, 'dimension: 1', 'dimension: 3/2'), '4:19', 'gas.dimension', 'found 1.5 ("3/2")'],
  ['half a site', changed(ring, 'sites: 3', 'sites: 2.5'), '3:18', 'system.ring.sites', 'expected a whole number from 3 to 1000'],
  ['a ring of two', changed(ring, 'sites: 3', 'sites: 2'), '3:18', 'system.ring.sites', 'use lattice or hamiltonian'],
  ['a ring of a million', changed(ring, 'sites: 3', 'sites: 1e6'), '3:18', 'system.ring.sites', 'found 1000000'],
  ['a complex flux', changed(ring, 'flux: 3/4', 'flux: i'), '3:54', 'system.ring.flux', 'which is not real'],
]

const shapes: BadStudy[] = [
  ['a strength too many', withContact('{ strengths: [1, 2, 3, 4] }'), '6:25', 'interaction.contact.strengths', 'expected 3 entries, one per site, found 4'],
  ['a strength too few, in block style', withContact('\n    strengths:\n      - 1\n      - 2'), '7:5', 'interaction.contact.strengths', 'expected 3 entries, one per site, found 2'],
  ['a broken strength, in block style', withContact('\n    strengths:\n      - 1\n      - x\n      - 2'), '9:9', 'interaction.contact.strengths[1]', 'unknown name x'],
  ['a position too few', withContact('{ strengths: [1, 2, 3], positions: [0, 0] }'), '6:47', 'interaction.contact.positions', 'expected 3 entries, one per site, found 2'],
  ['a point in space on a line', withContact('{ strengths: [1, 2, 3], positions: [0, [1], 2] }'), '6:51', 'interaction.contact.positions[1]', 'expected a number when gas.dimension is 1, found [1]'],
  ['a point of a line in space', inDimension(3, '{ scatteringLengths: [1, 2, 3], positions: [0, 0, 0] }'), '6:56', 'interaction.contact.positions[0]', 'expected a list of 3 numbers when gas.dimension is 3, found 0'],
  ['a point of a plane in space', inDimension(3, '{ scatteringLengths: [1, 2, 3], positions: [[0,0,0], [0,0], [0,0,0]] }'), '6:65', 'interaction.contact.positions[1]', 'found [0,0]'],
  ['a broken coordinate', inDimension(2, '{ scatteringLengths: [1, 2, 3], positions: [[0,0], [0,a], [0,0]] }'), '6:66', 'interaction.contact.positions[1][1]', 'unknown name a'],
  ['strengths in space', changed(ring, 'dimension: 1', 'dimension: 2'), '6:14', 'interaction.contact.strengths', 'expected scatteringLengths when gas.dimension is 2'],
  ['scattering lengths on a line', withContact('{ scatteringLengths: [1, 2, 3] }'), '6:14', 'interaction.contact.scatteringLengths', 'expected strengths when gas.dimension is 1'],
  ['a scattering length of zero', inDimension(3, '{ scatteringLengths: [1, 0, 3] }'), '6:37', 'interaction.contact.scatteringLengths[1]', 'other than zero, found 0'],
  ['a negative scattering length in a plane', inDimension(2, '{ scatteringLengths: [1, 2, -3] }'), '6:40', 'interaction.contact.scatteringLengths[2]', 'expected a positive scattering length'],
  ['on-site energies for four', changed(ring, 'flux: 3/4', 'flux: 3/4, onsite: [1, 2, 3, 4]'), '3:67', 'system.ring.onsite', 'expected 3 entries'],
  ['a ragged matrix', withSystem('hamiltonian: [[0, 1, 0], [1, 0.3], [0, 0, 1]]'), '3:28', 'system.hamiltonian[1]', 'expected 3 entries, the matrix being square, found 2'],
  ['an empty matrix', withSystem('hamiltonian: []'), '3:16', 'system.hamiltonian', 'expected at least one entry'],
  ['a matrix that is not Hermitian', withSystem('hamiltonian: [[0, "0.1-0.2i"], ["0.1-0.2i", 0.3]]'), '3:21', 'system.hamiltonian[0][1]', 'expected 0.1+0.2i, the complex conjugate of [1][0], found 0.1-0.2i'],
  ['a complex diagonal', withSystem('hamiltonian: [[1, 0], [0, [1, 1e-3]]]'), '3:29', 'system.hamiltonian[1][1]', 'expected a real number'],
  ['a triple for a pair', withSystem('hamiltonian: [[0, [1, 2, 3]], [1, 0]]'), '3:21', 'system.hamiltonian[0][1]', 'pair [re, im], found [1,2,3]'],
  ['a complex part of a pair', withSystem('hamiltonian: [[0, [1, i]], [1, 0]]'), '3:25', 'system.hamiltonian[0][1][1]', 'expected a real number'],
  ['a bond that leaves the lattice', withSystem('lattice: { onsite: [0, 1, 2], bonds: [{ from: 0, to: 3, amplitude: i }] }'), '3:56', 'system.lattice.bonds[0].to', 'expected a site from 0 to 2, found 3'],
  ['a bond of a site with itself', withSystem('lattice: { onsite: [0, 1, 2], bonds: [{ from: 1, to: 1, amplitude: 1 }] }'), '3:56', 'system.lattice.bonds[0].to', 'another site than from'],
  ['a bond there and back', withSystem('lattice: { onsite: [0, 1, 2], bonds: [{ from: 1, to: 2, amplitude: 1 }, { from: 2, to: 1, amplitude: 1 }] }'), '3:75', 'system.lattice.bonds[1]', 'expected each pair of sites once, found 1 and 2 again, as in bonds[0]'],
]

const sweeps: BadStudy[] = [
  ['no axis', axes('[]'), '7:8', 'sweep', 'expected at least one axis'],
  ['an axis that is not in a list', axes('{ set: gas.beta, values: [1] }'), '7:8', 'sweep', 'expected a list of axes'],
  ['no values', axes('[{ set: gas.beta, values: [] }]'), '7:34', 'sweep[0].values', 'expected at least one entry'],
  ['neither values nor a range', axes('[{ set: gas.beta }]'), '7:9', 'sweep[0]', 'expected either values, or from, to and points'],
  ['values and a range', axes('[{ set: gas.beta, values: [1], from: 2 }]'), '7:45', 'sweep[0].from', 'expected nothing here when values are given'],
  ['a range without an end', axes('[{ set: gas.beta, from: 1, points: 3 }]'), '7:9', 'sweep[0].to', 'found nothing'],
  ['no points', axes('[{ set: gas.beta, from: 1, to: 2, points: 0 }]'), '7:50', 'sweep[0].points', 'expected a whole number from 1'],
  ['a single point of a range', axes('[{ set: gas.beta, from: 1, to: 2, points: 1 }]'), '7:39', 'sweep[0].to', 'expected 1, the same as from, for a single point, found 2'],
  ['a logarithm of zero', axes('[{ set: gas.beta, from: 0, to: 2, points: 3, scale: log }]'), '7:32', 'sweep[0].from', 'expected a positive number on a logarithmic scale'],
  ['an unknown scale', axes('[{ set: gas.beta, from: 1, to: 2, points: 3, scale: lin }]'), '7:60', 'sweep[0].scale', 'expected linear or log'],
  ['no path', axes('[{ set: "gas..beta", values: [1] }]'), '7:16', 'sweep[0].set', 'expected a path such as gas.beta'],
  ['the same path twice', axes('[{ set: gas.beta, values: [1] }, { set: gas.beta, values: [1] }]'), '7:48', 'sweep[1].set', 'expected a path that no other axis sets'],
  ['the same path in two spellings', axes('[{ set: interaction.contact.strengths.1, values: [1] }, { set: "interaction.contact.strengths[1]", values: [1] }]'), '7:71', 'sweep[1].set', 'like sweep[0].set'],
  ['too many points', axes('[{ set: gas.beta, from: 1, to: 2, points: 100000 }, { set: gas.mass, from: 1, to: 2, points: 10000 }]'), '7:8', 'sweep', 'expected at most 100000000 points, found 1000000000'],
  ['a path to nowhere', axes('[{ set: gas.betta, values: [1] }]'), '7:9', 'sweep[0]: gas.betta = 1: gas.betta', 'did you mean beta?'],
  ['an entry that is not there', axes('[{ set: interaction.contact.strengths.3, values: [1] }]'), '7:9', 'sweep[0]: interaction.contact.strengths.3 = 1: interaction.contact.strengths', 'expected an entry 3, found entries 0 to 2'],
  ['a part below a number', axes('[{ set: gas.beta.value, values: [1] }]'), '7:9', 'sweep[0]: gas.beta.value = 1: gas.beta', 'expected an entry value, found 2'],
  ['a path to text', axes('[{ set: title, values: [1] }]'), '7:9', 'sweep[0]: title = 1: title', 'expected text'],
  ['a value that cannot be', withLine('sweep:\n  - { set: gas.mass, values: [1] }\n  - { set: gas.beta, values: [1, -1] }'), '9:5', 'sweep[1]: gas.beta = -1: gas.beta', 'expected a positive number'],
  ['a range that passes zero', axes('[{ set: gas.beta, from: 1, to: -1, points: 3 }]'), '7:9', 'sweep[0]: gas.beta = 0: gas.beta', 'expected a positive number'],
  ['values that do not fit the rest', axes('[{ set: gas.mass, values: [2] }, { set: system.ring.sites, values: [3, 4] }]'), '7:8', 'sweep: gas.mass = 2, system.ring.sites = 4: interaction.contact.strengths', 'expected 4 entries'],
]

const gas = (flow: string): string => changed(ring, '{ dimension: 1, mass: 1, density: 1, beta: 2 }', flow)
const shaped = (flow: string, dimension = 1): string => gas(`{ dimension: ${dimension}, mass: 1, density: 1, momentumDensity: ${flow} }`)
const several = (...baths: string[]): string => `${ring.slice(0, ring.indexOf('gas:'))}baths:\n${baths.map((bath) => `  - ${bath}\n`).join('')}`
const bath = (name: string, parts = 'gas: { dimension: 1, mass: 1, density: 1, beta: 2 }', strengths = '[1, 2, 3]'): string => (
  `{ name: ${name}, ${parts}, interaction: { contact: { strengths: ${strengths} } } }`
)
const movers = '{ density: 1, beta: 1 }'

const gases: BadStudy[] = [
  ['right-movers alone', gas(`{ dimension: 1, mass: 1, right: ${movers} }`), '4:6', 'gas.left', 'expected a map with the keys density, beta, temperature, found nothing'],
  ['movers with a negative β', gas(`{ dimension: 1, mass: 1, right: ${movers}, left: { density: 1, beta: -1 } }`), '4:89', 'gas.left.beta', 'expected a positive number, found -1'],
  ['movers in a plane', gas(`{ dimension: 2, mass: 1, right: ${movers}, left: ${movers} }`), '4:19', 'gas.dimension', 'only the line has right and left'],
  ['movers beside a temperature', gas(`{ dimension: 1, mass: 1, beta: 2, right: ${movers}, left: ${movers} }`), '4:37', 'gas.beta', 'nothing here beside right and left'],
  ['a temperature beside a momentum density', gas('{ dimension: 1, mass: 1, density: 1, beta: 2, momentumDensity: { expression: 1, from: 0, to: 1 } }'), '4:49', 'gas.beta', 'nothing here beside momentumDensity'],
  ['a momentum density without density', gas('{ dimension: 1, mass: 1, momentumDensity: { expression: 1, from: 0, to: 1 } }'), '4:6', 'gas.density', 'not negative, found nothing'],
  ['a density that is not normalised', shaped('{ expression: "exp(-p^2/2)", from: -8, to: 8 }'), '4:60', 'gas.momentumDensity', 'integrates to 1 within 0.000001, ∫dp G(p) = 1, found 2.506628275'],
  ['a density that is not normalised in space', shaped('{ expression: "exp(-p^2/2)/sqrt(2*pi)", from: 0, to: 8 }', 3), '4:60', 'gas.momentumDensity', '∫4πp² dp G(p) = 1, found 6.283185307'],
  ['a density that changes in time', shaped('{ expression: "exp(-(p-t)^2/2)/sqrt(2*pi)", from: -8, to: 8 }'), '4:74', 'gas.momentumDensity.expression', 'unknown name t (known: sqrt, exp, log, sin, cos, tan, abs, pi, e, p; a density that changed in time or from place to place would not be stationary)'],
  ['a density that depends on the place', shaped('{ expression: "1+0*q", from: 0, to: 1 }'), '4:74', 'gas.momentumDensity.expression', 'unknown name q'],
  ['a density that is negative', shaped('{ expression: "2-3*p", from: 0, to: 1 }'), '4:60', 'gas.momentumDensity', 'finite and not negative, found G('],
  ['a density of |p| < 0', shaped('{ expression: 1, from: -1, to: 0 }', 2), '4:83', 'gas.momentumDensity.from', 'zero or more'],
  ['a support that is none', shaped('{ expression: 1, from: 1, to: 0 }'), '4:90', 'gas.momentumDensity.to', 'a momentum above from, 1, found 0'],
  ['an expression without support', shaped('{ expression: 1, from: 0 }'), '4:60', 'gas.momentumDensity.to', 'the end of the support, found nothing'],
  ['an expression beside samples', shaped('{ expression: 1, from: 0, to: 1, momenta: [0, 1], values: [1, 1] }'), '4:60', 'gas.momentumDensity', 'exactly one of expression, momenta'],
  ['samples without values', shaped('{ momenta: [0, 1] }'), '4:60', 'gas.momentumDensity.values', 'one per momentum, found nothing'],
  ['samples that do not ascend', shaped('{ momenta: [0, 1, 1/2], values: [1, 1, 1] }'), '4:78', 'gas.momentumDensity.momenta[2]', 'a momentum above the one before, 1, found 0.5'],
  ['a value too few', shaped('{ momenta: [0, 1], values: [1] }'), '4:87', 'gas.momentumDensity.values', 'expected 2 values, one per momentum, found 1'],
  ['a kink outside', shaped('{ expression: 1, from: 0, to: 1, kinks: [2] }'), '4:101', 'gas.momentumDensity.kinks[0]', 'a momentum between 0 and 1'],
  ['baths beside a gas', withLine(`baths: [${bath('a')}]`), '4:1', 'gas', 'nothing here beside baths'],
  ['a name twice', several(bath('hot'), bath('cold'), bath('hot')), '7:13', 'baths[2].name', 'a name that no other gas has, found hot, like baths[0]'],
  ['a name that is a number', several(bath('1')), '5:13', 'baths[0].name', 'a name of letters, digits, - and _'],
  ['a name that is a path', several(bath('a.b')), '5:13', 'baths[0].name', 'a name of letters, digits, - and _'],
  ['a gas without a name', several(bath('a').replace('name: a, ', '')), '5:5', 'baths[0].name', 'found nothing'],
  ['a strength too few in one gas', several(bath('a'), bath('b', undefined, '[1, 2]')), '6:106', 'baths[1].interaction.contact.strengths', 'expected 3 entries, one per site, found 2'],
  ['a temperature of one gas', several(bath('a'), bath('b', 'gas: { dimension: 1, mass: 1, density: 1, beta: 0 }')), '6:64', 'baths[1].gas.beta', 'expected a positive number, found 0'],
  ['potentials of one gas', several(bath('a').replace(/contact: .*/, 'potentials: [] } }')), '5:96', 'baths[0].interaction.potentials', 'expected at least one entry, found []'],
  ['a sweep over an unknown gas', `${several(bath('hot'))}sweep: [{ set: baths.cold.gas.beta, values: [1] }]\n`, '6:9', 'sweep[0]: baths.cold.gas.beta = 1: baths', 'expected a gas by its name (hot) or its number (0 to 0), found cold'],
  ['the same gas swept under two names', `${several(bath('hot'))}sweep: [{ set: baths.hot.gas.beta, values: [1] }, { set: baths.0.gas.beta, values: [1] }]\n`, '6:58', 'sweep[1].set', 'a path that no other axis sets'],
]

const initial = (flow: string): string => withLine(`initial: ${flow}`)

const initialStates: BadStudy[] = [
  ['no initial state', initial('{}'), '7:10', 'initial', 'expected exactly one of site, level, ket, density, gibbs, found none of them'],
  ['two initial states', initial('{ site: 0, level: 1 }'), '7:10', 'initial', 'found site and level'],
  ['an unknown initial state', initial('{ dot: 0 }'), '7:12', 'initial.dot', 'expected one of the keys site, level, ket, density, gibbs'],
  ['a site that is not there', initial('{ site: 3 }'), '7:18', 'initial.site', 'expected a site from 0 to 2, found 3'],
  ['half a level', initial('{ level: 1/2 }'), '7:19', 'initial.level', 'expected the number of a level, counted from 0, found 0.5'],
  ['a level that is not there', initial('{ level: 4 }'), '7:19', 'initial.level', 'expected a level from 0 to 2, found 4'],
  ['a negative temperature', initial('{ gibbs: -1 }'), '7:19', 'initial.gibbs', 'not negative, found -1'],
  ['an amplitude too few', initial('{ ket: [1, 0] }'), '7:17', 'initial.ket', 'expected 3 amplitudes, one per site, found 2'],
  ['a broken amplitude', initial('{ ket: [1, a, 0] }'), '7:21', 'initial.ket[1]', 'unknown name a'],
  ['a ket that is not normalised', initial('{ ket: [1, i, 0] }'), '7:17', 'initial.ket', 'expected a ket of norm 1, found norm 1.414'],
  ['a row too few', initial('{ density: [[1, 0], [0, 0]] }'), '7:21', 'initial.density', 'expected 3 rows, one per site, found 2'],
  ['an entry too few', initial('{ density: [[1, 0, 0], [0, 0], [0, 0, 0]] }'), '7:33', 'initial.density[1]', 'expected 3 entries, one per site, found 2'],
  ['a density matrix of trace 3/2', initial('{ density: [[1, 0, 0], [0, 1/2, 0], [0, 0, 0]] }'), '7:21', 'initial.density', 'expected a matrix of trace 1, found trace 1.5'],
  ['a density matrix that is not Hermitian', initial('{ density: [[1, i, 0], [i, 0, 0], [0, 0, 0]] }'), '7:26', 'initial.density[0][1]', 'expected the complex conjugate of density[1][0]'],
  ['a density matrix that is not positive', initial('{ density: [[2, 0, 0], [0, -1, 0], [0, 0, 0]] }'), '7:21', 'initial.density', 'expected no negative eigenvalue, found -1'],
]

const potentials: BadStudy[] = [
  ['no potentials', withPotentials('[]'), '6:15', 'interaction.potentials', 'expected at least one entry'],
  ['potentials beside contacts', changed(ring, '1.5] }', '1.5] }\n  potentials: [zero, zero, zero]'), '5:1', 'interaction', 'expected exactly one of contact, potentials, found contact and potentials'],
  ['a potential too few', withPotentials('[zero, zero]'), '6:15', 'interaction.potentials', 'expected 3 entries, one per site, found 2'],
  ['a word for a potential', withPotential('nothing'), '6:16', 'interaction.potentials[0]', 'expected a potential, a list of potentials (their sum) or zero, found "nothing"'],
  ['an unknown shape', withPotential('{ gausian: { height: 1, width: 1 } }'), '6:18', 'interaction.potentials[0].gausian', 'found gausian (did you mean gaussian?)'],
  ['two shapes', withPotential('{ gaussian: { height: 1, width: 1 }, delta: { strength: 1 } }'), '6:16', 'interaction.potentials[0]', 'found gaussian and delta'],
  ['a shape of no width', withPotential('{ gaussian: { height: 1, width: 0 } }'), '6:48', 'interaction.potentials[0].gaussian.width', 'expected a positive number, found 0'],
  ['a broken term of a sum', withPotential('[{ delta: { strength: 1 } }, { delta: { strength: x } }]'), '6:66', 'interaction.potentials[0][1].delta.strength', 'unknown name x'],
  ['a well that ends before it begins', withPotential('{ square: { height: 1, from: 1, to: -1 } }'), '6:52', 'interaction.potentials[0].square.to', 'expected a number above from = 1, found -1'],
  ['an expression in another variable', withPotential('{ expression: "exp(-x^2)", from: -1, to: 1 }'), '6:30', 'interaction.potentials[0].expression', 'unknown name x (known: sqrt, exp, log, sin, cos, tan, abs, pi, e, q; V may depend on the position q alone, or in three dimensions on the distance r)'],
  ['code for an expression', withPotential('{ expression: "q.constructor(1)", from: -1, to: 1 }'), '6:30', 'interaction.potentials[0].expression', 'unexpected "." at column 2'],
  ['an imaginary potential', withPotential('{ expression: "2i*exp(-q^2)", from: -7, to: 7 }'), '6:30', 'interaction.potentials[0].expression', 'imaginary unit'],
  ['an expression without an end', withPotential('{ expression: "exp(-q^2)", from: -1 }'), '6:16', 'interaction.potentials[0].to', 'expected a number, the end of the support, found nothing'],
  ['an end nobody reads', withPotential('{ delta: { strength: 1 }, to: 1 }'), '6:46', 'interaction.potentials[0].to', 'expected nothing here where there is no expression'],
  ['a tail', withPotential('{ expression: "exp(-q^2)", from: -2, to: 7 }'), '6:30', 'interaction.potentials[0].expression', 'found V(-2) = 0.018'],
  ['a jump that is not declared', withPotential('{ expression: "exp(-q^2)*abs(q-0.3)/(q-0.3)", from: -7, to: 7 }'), '6:30', 'interaction.potentials[0].expression', 'where V jumps from'],
  ['a value that is not finite', withPotential('{ expression: "sqrt(q)*exp(-q^2)", from: -7, to: 7 }'), '6:30', 'interaction.potentials[0].expression', 'expected a finite number everywhere on the support'],
  ['a break outside', withPotential('{ expression: "exp(-q^2)", from: -7, to: 7, breaks: [0, 8] }'), '6:72', 'interaction.potentials[0].breaks[1]', 'expected a point between -7 and 7, found 8'],
  ['samples that go back', withPotential('{ tabulated: { positions: [0, 2, 1, 3], values: [0, 1, 1, 0] } }'), '6:49', 'interaction.potentials[0].tabulated.positions[2]', 'expected a number above 2, found 1'],
  ['samples with a tail', withPotential('{ tabulated: { positions: [0, 1, 2, 3], values: [0, 1, 1, 0.5] } }'), '6:74', 'interaction.potentials[0].tabulated.values[3]', 'found 0.5'],
  ['potentials in a plane', changed(withPotentials('[zero, zero, zero]'), 'dimension: 1', 'dimension: 2'), '6:3', 'interaction.potentials', 'expected contact when gas.dimension is 2'],
  ['potentials in Born approximation', `${withPotentials('[zero, zero, zero]')}scattering: { method: born }\n`, '7:23', 'scattering.method', 'expected exact, the only method for potentials'],
]

const inSpace = (potential: string, core = ''): string => changed(changed(withPotential(potential), 'dimension: 1', 'dimension: 3'), 'interaction:\n', `interaction:\n${core}`)

const centralPotentials: BadStudy[] = [
  ['a centre of its own', inSpace('{ gaussian: { height: 1, width: 1, center: 0.5 } }'), '6:59', 'interaction.potentials[0].gaussian.center', 'expected no center other than 0: in three dimensions all potentials are about one centre, found 0.5'],
  ['q in space', inSpace('{ expression: "exp(-q^2)", from: 0, to: 7 }'), '6:30', 'interaction.potentials[0].expression', 'expected an expression in r, the distance from the centre, when gas.dimension is 3'],
  ['r on a line', withPotential('[{ delta: { strength: 1 } }, { expression: "exp(-r^2)", from: -7, to: 7 }]'), '6:59', 'interaction.potentials[0][1].expression', 'expected an expression in q, the position on the line'],
  ['a negative distance', inSpace('{ square: { height: 1, from: -1, to: 1 } }'), '6:45', 'interaction.potentials[0].square.from', 'expected a distance from the centre, not negative, found -1'],
  ['a negative distance among samples', inSpace('{ tabulated: { positions: [-1, 0, 1, 2], values: [0, 1, 1, 0] } }'), '6:43', 'interaction.potentials[0].tabulated.positions[0]', 'found -1'],
  ['a delta at the centre', inSpace('{ delta: { strength: 1 } }'), '6:25', 'interaction.potentials[0].delta.position', 'expected a radius above 0: in three dimensions a delta is a shell, found 0'],
  ['a shell inside the core', inSpace('{ delta: { strength: 1, position: 0.3 } }', '  core: 0.5\n'), '7:50', 'interaction.potentials[0].delta.position', 'expected a radius above 0.5'],
  ['a tail in space', inSpace('{ expression: "exp(-r)", from: 0, to: 7 }'), '6:30', 'interaction.potentials[0].expression', 'found V(7) = 0.0009'],
  ['a core on a line', changed(withPotential('zero'), 'interaction:\n', 'interaction:\n  core: 1\n'), '6:3', 'interaction.core', 'expected nothing here on a line, where there is no radius'],
  ['a core beside contacts', changed(ring, 'interaction:\n', 'interaction:\n  core: 1\n'), '6:9', 'interaction.core', 'expected nothing here beside contact'],
  ['a core that is negative', inSpace('zero', '  core: -1\n'), '6:9', 'interaction.core', 'expected a number that is not negative, found -1'],
]

export const badStudies: readonly BadStudy[] = [...unreadable, ...keys, ...numbers, ...shapes, ...sweeps, ...gases, ...initialStates, ...potentials, ...centralPotentials]
