/** The part of model.py that reads a table and writes the outputs: the same for every network. */
export const numpyTable = String.raw`

NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


def read_rows(path):
    """The inputs [m, inputs] of a table. A category is the input COLUMN=VALUE: 1 where it is that value, 0 elsewhere.

    A missing value is filled in with what FILLED has for its column; where that has nothing, the row is refused.
    """
    with open(path, newline="", encoding="utf-8-sig") as file:
        text = file.read()
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]

    def number(cell):
        return read_number(cell.replace(",", ".") if delimiter != "," else cell)

    if not rows:
        raise SystemExit(f"{path}: expected a table, found nothing")
    header = [cell.strip() for cell in rows[0]]
    places = [find_place(name, header) for name in INPUTS]
    if None not in places:
        table = rows[1:]
    elif len(header) == len(INPUTS) and number(header[0]) is not None:
        places = [(k, name, None) for k, name in enumerate(INPUTS)]
        table = rows
    else:
        missing = [name for name, place in zip(INPUTS, places) if place is None]
        raise SystemExit(f"{path}: expected a column for each input, found none for {missing}")
    columns = {}
    for k, column, value in places:
        columns.setdefault(k, (column, []))[1].append(value)
    values = []
    for line, row in enumerate(table, 1):
        try:
            if len(row) != len(header):
                raise ValueError(f"expected {len(header)} cells, found {len(row)}")
            cells = {k: read_cell(row[k].strip(), *column, number) for k, column in columns.items()}
        except ValueError as fault:
            raise SystemExit(f"{path}: row {line} of the data: {fault}")
        values.append([cells[k] if value is None else float(cells[k] == value) for k, _, value in places])
    return np.array(values, dtype=float).reshape(-1, len(INPUTS))


def find_place(name, header):
    """Where an input is read: place and name of its column, and the category it stands for; None without a column."""
    if name in header:
        return header.index(name), name, None
    for at in (p for p, letter in enumerate(name) if letter == "="):
        if name[:at] in header:
            return header.index(name[:at]), name[:at], name[at + 1 :]
    return None


def read_number(text):
    return float(text) if NUMBER.fullmatch(text) and np.isfinite(float(text)) else None


# Marks that are numbers are missing values however they are written.
MISSING_NUMBERS = {read_number(mark.replace(",", ".")) for mark in MISSING} - {None}


def read_cell(cell, column, known, number):
    """A number, or one of the categories that are known."""
    value = number(cell) if known == [None] else cell
    if cell.lower() in MISSING or (value is not None and value in MISSING_NUMBERS):
        if column in FILLED:
            return FILLED[column]
        raise ValueError(f"column {column} has no value, and none is known to fill in")
    if value is None:
        raise ValueError(f"column {column}: expected a number, found {cell!r}")
    if known != [None] and cell not in known:
        raise ValueError(f"column {column}: expected one of {known[:20]}, found {cell!r}")
    return value


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    o = predict(read_rows(sys.argv[1]))
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(OUTPUTS + ([] if CLASSES is None else ["class"]))
    for row in o:
        cells = [repr(float(value)) for value in row]
        if CLASSES is not None:
            cells.append(CLASSES[int(row[0] >= 0.5) if len(row) == 1 else int(np.argmax(row))])
        writer.writerow(cells)

`
