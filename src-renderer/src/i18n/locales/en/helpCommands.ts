export const messages = {
  title: 'Commands',
  what: 'The same lab without its window, with the same numbers. A file may be - for an experiment on standard input.',
  lines: {
    train:
      'Trains an experiment. --weights FILE begins with the weights of a file; --orientation says how its matrices lie.',
    resume: 'Goes on with a saved session for so many more updates.',
    sweep: 'Trains every combination of settings with several seeds; see Sweeps.',
    trace:
      'Prints every tensor of one update: as JSON, or as a LaTeX document, a NumPy program that checks them, or a table.',
    check: 'Compares the gradient of all parameters with central differences.',
    export: 'Writes one of the exports of a session to a file.',
    certify:
      'Prints a code for the run with a digest of each thing that decided it; --compare says what differs from another run.',
    info: 'Says what is in a session, and checks its digests.',
    bench: 'Measures how fast this machine trains.',
  },
  results:
    'train writes session.chainrule, weights.json, weights.npz, history.csv and cost.svg into the folder of --out.',
  json: 'With --json each command prints one JSON object on standard output; progress goes to standard error. Exit codes:',
  codes: {
    c0: 'done',
    c1: 'the check failed, the run diverged, or it is another run than the one compared with',
    c2: 'the input cannot be used',
    c130: 'interrupted',
  },
  sweepsTitle: 'Sweeps',
  sweepsWhat:
    'A sweep trains every combination of up to three settings, each with several seeds, as many runs side by side as there are cores. Each run has the numbers of a single one, bit for bit.',
  sweepLines: {
    grid: 'A grid with five seeds. The folder then has sweep.csv, heat-map.svg and curves.svg.',
    target: 'Adds how many updates and epochs it took to reach an accuracy or, with a number alone, a cost.',
    random: 'Draws combinations from ranges, linear or log; --seed chooses others.',
    list: 'Prints the experiments, one a line, and trains none: for several machines.',
    collect: 'Puts together what the folder holds; with --list it prints what is missing.',
  },
  sweepsPlaces:
    'A setting is named by its place in the experiment, such as network.layers[0].units. Values are JSON, or names as they are.',
  sweepsResume:
    'Each result is kept as soon as it is there. After an interruption, or with more values, the same command makes only what is missing. --jobs sets how many runs go side by side.',
  sweepsWindow: 'In the window, Compare has the same sweeps as a live heat-map; any cell opens as a run.',
}
