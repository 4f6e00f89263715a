/** batches.py of the PyTorch archive: the order of samples and the learning rate, as core/batchOrder, random and schedules have them. */
export const torchBatches = String.raw`"""The order of samples and the learning rate of a run of Chainrule. Needs nothing but NumPy."""
import math

import numpy as np

MASK = 0xFFFFFFFF


def rotate_left(x, k):
    return ((x << k) | (x >> (32 - k))) & MASK


class Random:
    """xoshiro128** by Blackman and Vigna; the state is four unsigned words of 32 bits."""

    def __init__(self, state):
        self.state = [int(word) for word in state]

    def next(self):
        s = self.state
        result = rotate_left((s[1] * 5) & MASK, 7) * 9 & MASK
        t = (s[1] << 9) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate_left(s[3], 11)
        return result

    def below(self, bound):
        """A whole number from 0 to bound - 1, without bias: drawn again above the last full multiple."""
        limit = 2**32 - 2**32 % bound
        value = self.next()
        while value >= limit:
            value = self.next()
        return value % bound

    def shuffle(self, values):
        """Fisher and Yates, in place."""
        for i in range(len(values) - 1, 0, -1):
            j = self.below(i + 1)
            values[i], values[j] = values[j], values[i]


class BatchOrder:
    """An epoch uses each training row once, in batches; the last one is short and nothing is carried over."""

    def __init__(self, shuffle, epoch, cursor, batch, permutation, random):
        self.shuffles = shuffle
        self.epoch = epoch
        self.cursor = cursor
        self.batch = batch
        self.permutation = [int(position) for position in permutation]
        self.random = Random(random)

    def peek(self, batch_size):
        """Positions, in the training part, of the next batch."""
        return np.array(self.permutation[self.cursor : self.cursor + batch_size], dtype=np.int64)

    def advance(self, batch_size):
        """Takes the batch that peek showed; behind the last one the next epoch's order is drawn."""
        self.cursor += batch_size
        self.batch += 1
        if self.cursor < len(self.permutation):
            return
        self.epoch += 1
        self.cursor = 0
        self.batch = 0
        if self.shuffles:
            self.random.shuffle(self.permutation)


def find_learning_rate(rate, schedule, epoch, update):
    """The learning rate of one update; epoch and update count completed ones, from 0."""
    kind = schedule["kind"]
    if kind == "constant":
        return rate
    if kind == "step":
        return rate * schedule["factor"] ** (epoch // schedule["epochs"])
    if kind == "exponential":
        return rate * schedule["factor"] ** epoch
    if kind == "cosine":
        share = min(epoch / schedule["epochs"], 1)
        minimum = schedule["minimum"]
        return minimum + (rate - minimum) * (1 + math.cos(math.pi * share)) / 2
    if kind == "warmUp":
        return rate * min(update + 1, schedule["updates"]) / schedule["updates"]
    raise ValueError(f"no schedule {kind}")
`
