"""One network trained by plain NumPy: reads a workload as JSON, answers updates a second for each line on stdin."""
import json
import os
import sys
import time

os.environ['OPENBLAS_NUM_THREADS'] = os.environ.get('THREADS', '1')
import numpy as np  # noqa: E402

workload = json.loads(sys.argv[1])
f = np.float32
sizes = [workload['inputs']] + [layer['units'] for layer in workload['layers']]
kinds = [layer['activation'] for layer in workload['layers']]
rows, batch = workload['rows'], workload['batch']
random = np.random.default_rng(1)
W = [(random.standard_normal((a, b)) / np.sqrt(a)).astype(f) for a, b in zip(sizes, sizes[1:])]
B = [np.zeros(b, f) for b in sizes[1:]]
X = random.standard_normal((rows, sizes[0])).astype(f)
if sizes[-1] > 1:
    Y = np.eye(sizes[-1], dtype=f)[np.arange(rows) % sizes[-1]]
else:
    Y = (np.arange(rows) % 2).astype(f)[:, None]
rate, m = f(0.1), f(batch)


def activate(i, kind):
    if kind == 'relu':
        return np.maximum(i, 0)
    if kind == 'sigmoid':
        return 1 / (1 + np.exp(-i))
    if kind == 'tanh':
        return np.tanh(i)
    e = np.exp(i - i.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def update(start):
    x, y = X[start:start + batch], Y[start:start + batch]
    o = [x]
    for w, b, kind in zip(W, B, kinds):
        o.append(activate(o[-1] @ w + b, kind))
    d = (o[-1] - y) / m
    for l in range(len(W) - 1, -1, -1):
        out = o[l + 1]
        if kinds[l] == 'relu':
            d = d * (out > 0)
        elif kinds[l] == 'sigmoid':
            d = d * out * (1 - out)
        elif kinds[l] == 'tanh':
            d = d * (1 - out * out)
        dW, db = o[l].T @ d, d.sum(0)
        if l > 0:
            before = d @ W[l].T
        W[l] -= rate * dW
        B[l] -= rate * db
        if l > 0:
            d = before


for line in sys.stdin:
    seconds = float(line)
    updates, start, begin = 0, 0, time.perf_counter()
    while time.perf_counter() - begin < seconds:
        for _ in range(4):
            update(start)
            start = start + batch if start + 2 * batch <= rows else 0
        updates += 4
    print(updates / (time.perf_counter() - begin), flush=True)
