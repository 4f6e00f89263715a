/** The part of model.py that reads a table and writes the outputs: the same for every network. */
export const numpyTable = String.raw`

def read_rows(path):
    """The inputs [m, inputs] of a table. A category is the input COLUMN=VALUE: 1 where it is that value, 0 elsewhere."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        text = file.read()
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]

    def number(cell):
        return float(cell.replace(",", ".") if delimiter != "," else cell)

    if not rows:
        raise SystemExit(f"{path}: expected a table, found nothing")
    header = [cell.strip() for cell in rows[0]]
    readers = [find_reader(name, header, number) for name in INPUTS]
    if all(readers):
        table = rows[1:]
    elif len(header) == len(INPUTS) and is_number(header[0], number):
        readers = [lambda row, k=k: number(row[k]) for k in range(len(INPUTS))]
        table = rows
    else:
        missing = [name for name, reader in zip(INPUTS, readers) if reader is None]
        raise SystemExit(f"{path}: expected a column for each input, found none for {missing}")
    values = []
    for line, row in enumerate(table, 1):
        try:
            values.append([reader(row) for reader in readers])
        except (ValueError, IndexError) as fault:
            raise SystemExit(f"{path}: row {line} of the data: {fault}")
    return np.array(values, dtype=float).reshape(-1, len(INPUTS))


def find_reader(name, header, number):
    """What reads an input from a row of the table; None when no column holds it."""
    if name in header:
        k = header.index(name)
        return lambda row: number(row[k])
    for at in (p for p, letter in enumerate(name) if letter == "="):
        if name[:at] in header:
            k, value = header.index(name[:at]), name[at + 1 :]
            return lambda row: float(row[k].strip() == value)
    return None


def is_number(cell, number):
    try:
        number(cell)
        return True
    except ValueError:
        return False


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
