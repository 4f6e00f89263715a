export const messages = {
  session: {
    title: 'Sessions, .chainrule',
    what: 'A session is a ZIP archive of open formats, with the open run and all further ones. Saving what was loaded gives the same bytes.',
    entries: {
      manifest: 'format, version, length and SHA-256 of every entry',
      experiment: 'everything that decides the run',
      run: 'where the run stands, and what data it has',
      weights: 'start weights, present weights, and what the optimizer remembers',
      history: 'cost, norms and rates of the updates, as float64 columns',
      data: 'the data itself, where it does not follow from the experiment',
      events: 'settings that were changed during the run, each with its update',
      timeline: 'what replaying needs: changes, weights set by hand, bookmarks',
      random: 'the state of the random generator',
      order: 'the order of the rows in the present epoch',
      notes: 'notes',
      runs: 'names and notes of all runs',
      sweeps: 'sweeps with their results',
      furtherRun: 'a further run, a session of its own',
    },
    exact:
      'Going on after loading is exact: ten updates, or five, saved, loaded and five more, give the same bits.',
    copy: 'While something is unsaved, a recovery copy is kept apart from the file, and offered after a crash. Preferences say how often it is written while training.',
    safe: 'A file is checked whole before anything is taken from it; a bad one leaves the open session untouched. Sessions of a newer major version are refused by name.',
  },
  experiment: {
    title: 'Experiments, .json',
    what: 'An experiment says everything that decides a run. All but the data source and the layers has a default. The window and the command line take the same file.',
    sources: 'Kinds of data source:',
    kinds: {
      inline: 'rows typed in: inputs and targets',
      generator: 'drawn by name, number of samples, noise and seed',
      bundled: 'a set that comes with the lab: iris, wine, penguins, digits',
      file: 'a table or arrays in a file, with roles of columns',
      idx: 'a pair of files as the MNIST family has them: images and labels',
    },
    weights:
      'Explicit weights are matrices with one row for each input. A batch size larger than the training rows is reduced to them, and said.',
  },
  dataIn: {
    title: 'Data files',
    what: 'Files are told apart by their bytes, not by their names. Faults are listed with row and column; nothing is dropped in silence.',
    tables:
      'separator, decimal comma, encoding and header are found, and can be corrected; one column or several number columns are the target',
    arrays: 'arrays of NumPy, integer or floating point; in an archive x and y, or any two by name',
    idx: 'images and labels',
    gzip: 'any of them, compressed',
    missing:
      'Missing values: refuse, drop the row, or fill with mean, median or the most frequent value. What is filled in is found from the training rows alone.',
    scaling:
      'Scaling, too, is fitted on training rows only. It is saved with the run and is part of an exported model.',
  },
  exports: {
    title: 'Exports',
    what: 'What can be taken out of a run:',
    orientation:
      'Weights lie as the lab has them, one row for each input; PyTorch and ONNX turn them where they need it, and say so.',
    readBack:
      'A model is read back and evaluated before it is handed out, and the largest difference from the lab’s own outputs is said.',
    weightsIn:
      'Weights come in from JSON, NPZ and safetensors. Where a square matrix leaves its direction open, you are asked.',
  },
}
