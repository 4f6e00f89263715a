/** train.py of the PyTorch archive: the same for every run; what differs stands in run.json and the arrays beside it. */
export const torchTrain = String.raw`"""Goes on with a run of Chainrule in PyTorch: the same weights, the same batches, the same update rule.

    python3 train.py --updates 1000
        one process, on a GPU where PyTorch finds one
    torchrun --nproc_per_node=8 train.py --updates 100000
        eight processes of one machine, a GPU each
    torchrun --nnodes=4 --nproc_per_node=8 --rdzv_backend=c10d --rdzv_endpoint=HOST:29500 train.py --updates 100000
        the same command on each of four machines, which all have this folder

With N processes each batch is split: process r takes its rows r, r + N, r + 2N, … and the gradients are added up before
every process makes the same update. Batches, their order and the update rule stay the same; numbers are added in another
order, so that results agree to rounding, not to the bit. A batch should have many rows for each process:
--batch-size sets a larger one from here on.

The state is saved at the end, on Ctrl-C and every --save-every updates into this folder, and the next start goes on from
there; weights.npz keeps the layout of the lab, [in, out]. Of the stop rules only updates and epochs are kept.
"""
import argparse
import json
import os

import numpy as np
import torch
import torch.distributed as dist

from batches import BatchOrder, find_learning_rate
from model import DTYPE, HERE, list_layers, load
from updates import add_penalty, apply_update, find_clip_factor, list_slots

RANK = int(os.environ.get("RANK", 0))
PROCESSES = int(os.environ.get("WORLD_SIZE", 1))


def compute_cost(name, i, o, y, m):
    """The cost of a batch of m samples, of which these are some: i and o of the last layer, y [.., n]."""
    n = y.shape[1]
    d = o - y
    if name == "halfMeanSquaredError":
        return (d * d).sum() / (2 * m)
    if name == "meanSquaredError":
        return (d * d).sum() / (m * n)
    if name == "meanAbsoluteError":
        return d.abs().sum() / (m * n)
    if name == "huber":
        return torch.where(d.abs() <= 1, d * d / 2, d.abs() - 0.5).sum() / (m * n)
    if name == "binaryCrossEntropy":
        zero = torch.zeros_like(i)
        return (y * torch.logaddexp(-i, zero) + (1 - y) * torch.logaddexp(i, zero)).sum() / m
    if name == "categoricalCrossEntropy":
        return (y * (torch.logsumexp(i, dim=1, keepdim=True) - i)).sum() / m
    raise ValueError(f"no cost {name}")


class Run:
    def __init__(self, folder, device):
        self.folder = folder
        with open(os.path.join(folder, "run.json"), encoding="utf-8") as file:
            self.state = json.load(file)
        self.settings = self.state["training"]
        self.network = load(folder).to(device)
        self.parameters = list(self.network.parameters())
        self.matrices = [layer.weight for layer in list_layers(self.network)]
        self.load_data(folder, device)
        self.load_optimizer(folder, device)
        with np.load(os.path.join(folder, "order.npz")) as arrays:
            order = self.state["order"]
            self.order = BatchOrder(self.settings["shuffle"], permutation=arrays["permutation"], **order)

    def load_data(self, folder, device):
        scaler = self.state["scaler"]
        with np.load(os.path.join(folder, "data.npz")) as arrays:
            x, y = arrays["x"].astype(np.float64), arrays["y"]
            if scaler is not None:
                x = (x - np.array(scaler["offset"])) / np.array(scaler["divisor"])
            self.x = torch.from_numpy(x).to(device, DTYPE)
            self.y = torch.from_numpy(y).to(device, DTYPE)
            self.rows = {
                part: torch.from_numpy(arrays[part].astype(np.int64)).to(device)
                for part in ("training", "validation")
            }

    def load_optimizer(self, folder, device):
        """One dict of slots a parameter; matrices are turned to [out, in] as the weights are."""
        names = list_slots(self.settings["optimizer"])
        self.slots = []
        with np.load(os.path.join(folder, "optimizer.npz")) as arrays:
            for l, layer in enumerate(list_layers(self.network)):
                kinds = ["weight"] if layer.bias is None else ["weight", "bias"]
                for kind in kinds:
                    values = {name: arrays[f"{name}.layers.{l}.{kind}"].T.copy() for name in names}
                    self.slots.append(
                        {name: torch.from_numpy(value).to(device, DTYPE) for name, value in values.items()}
                    )

    @property
    def batch_size(self):
        rows, size = len(self.rows["training"]), self.settings["batchSize"]
        return rows if size == "full" else min(size, rows)

    def update(self):
        """One update. Returns the cost of the batch before it; None, and nothing changed, when a gradient is not finite."""
        batch = self.rows["training"][torch.from_numpy(self.order.peek(self.batch_size)).to(self.x.device)]
        flat = self.compute_gradient(batch)
        gradients = [
            part.view_as(p) for part, p in zip(flat[:-1].split([p.numel() for p in self.parameters]), self.parameters)
        ]
        with torch.no_grad():
            for p, g in zip(self.parameters, gradients):
                if any(p is matrix for matrix in self.matrices):
                    add_penalty(g, p, self.settings["l1"], self.settings["l2"])
            norm, cost = torch.stack([torch.linalg.vector_norm(flat[:-1]), flat[-1]]).tolist()
            if not np.isfinite(norm) or not np.isfinite(cost):
                return None
            flat[:-1] *= find_clip_factor(norm, self.settings["clipNorm"])
            self.apply(gradients)
        self.state["update"] += 1
        self.state["samples"] += len(batch)
        self.order.advance(self.batch_size)
        return cost

    def compute_gradient(self, batch):
        """The gradient of all parameters in one row, the cost behind it, of the whole batch."""
        share = batch[RANK::PROCESSES]
        i = self.network.preactivate(self.x[share])
        o = self.network.activate(i)
        cost = compute_cost(self.settings["cost"], i, o, self.y[share], len(batch))
        gradients = torch.autograd.grad(cost, self.parameters)
        flat = torch.cat([g.reshape(-1) for g in gradients] + [cost.detach().reshape(1)])
        if PROCESSES > 1:
            dist.all_reduce(flat)
        return flat

    def apply(self, gradients):
        optimizer = self.settings["optimizer"]
        rate = find_learning_rate(
            optimizer["learningRate"], self.settings["schedule"], self.order.epoch, self.state["update"]
        )
        self.state["step"] += 1
        for p, g, slots in zip(self.parameters, gradients, self.slots):
            apply_update(p, g, slots, optimizer, rate, self.state["step"])

    @torch.no_grad()
    def evaluate(self, part, chunk=4096):
        """The cost over a whole part, without the penalty; None when it has no rows."""
        rows = self.rows[part]
        if len(rows) == 0:
            return None
        cost = 0.0
        for share in rows.split(chunk):
            i = self.network.preactivate(self.x[share])
            cost += float(compute_cost(self.settings["cost"], i, self.network.activate(i), self.y[share], len(rows)))
        return cost

    def save(self):
        if RANK != 0:
            return
        weights, slots = {}, {}
        remaining = iter(self.slots)
        for l, layer in enumerate(list_layers(self.network)):
            for kind, p in [("weight", layer.weight), ("bias", layer.bias)]:
                if p is None:
                    continue
                weights[f"layers.{l}.{kind}"] = turn(p)
                for name, value in next(remaining).items():
                    slots[f"{name}.layers.{l}.{kind}"] = turn(value)
        order = self.order
        self.state["order"] = {
            "epoch": order.epoch,
            "cursor": order.cursor,
            "batch": order.batch,
            "random": order.random.state,
        }
        save_arrays(os.path.join(self.folder, "weights.npz"), weights)
        save_arrays(os.path.join(self.folder, "optimizer.npz"), slots)
        save_arrays(os.path.join(self.folder, "order.npz"), {"permutation": np.array(order.permutation, np.uint32)})
        replace(os.path.join(self.folder, "run.json"), json.dumps(self.state, indent=1).encode())


def turn(tensor):
    """From [out, in] to the lab's [in, out]."""
    return np.ascontiguousarray(tensor.detach().cpu().numpy().T)


def save_arrays(path, arrays):
    part = path + ".part"
    with open(part, "wb") as file:
        np.savez(file, **arrays)
    os.replace(part, path)


def replace(path, data):
    with open(path + ".part", "wb") as file:
        file.write(data)
    os.replace(path + ".part", path)


def count_updates(run):
    """What the stop rules leave: of updates, or of epochs; 1000 when they leave nothing."""
    stop = run.settings["stop"]
    left = stop.get("updates", 0) - run.state["update"]
    if left <= 0 and "epochs" in stop:
        per_epoch = -(-len(run.rows["training"]) // run.batch_size)
        left = (stop["epochs"] - run.order.epoch) * per_epoch - run.order.batch
    return left if left > 0 else 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--updates", type=int, help="updates to make; what the stop rules leave when absent")
    parser.add_argument("--batch-size", type=int, help="rows of a batch, of all processes together")
    parser.add_argument("--every", type=int, default=100, help="updates from line to line of the report")
    parser.add_argument("--save-every", type=int, default=0, help="updates from save to save; 0: at the end")
    line = parser.parse_args()
    on_gpu = torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if on_gpu else torch.device("cpu")
    if on_gpu:
        torch.cuda.set_device(device)
    if PROCESSES > 1:
        dist.init_process_group("nccl" if on_gpu else "gloo")
    run = Run(HERE, device)
    if line.batch_size is not None:
        run.settings["batchSize"] = line.batch_size
    finite = train(run, line.updates or count_updates(run), line.every, line.save_every)
    run.save()
    report(f"training cost {run.evaluate('training')!r}, validation cost {run.evaluate('validation')!r}")
    if PROCESSES > 1:
        dist.destroy_process_group()
    if not finite:
        raise SystemExit(f"update {run.state['update'] + 1}: the cost or its gradient is not finite; the state is of before")


def train(run, updates, every, save_every):
    """Returns False when it met a number that is not finite."""
    try:
        for n in range(1, updates + 1):
            epoch = run.order.epoch
            cost = run.update()
            if cost is None:
                return False
            if n % every == 0 or n == updates:
                report(f"update {run.state['update']}, epoch {epoch}, cost {cost!r}")
            if save_every > 0 and n % save_every == 0:
                run.save()
    except KeyboardInterrupt:
        report("interrupted")
    return True


def report(text):
    if RANK == 0:
        print(text, flush=True)


if __name__ == "__main__":
    main()
`
