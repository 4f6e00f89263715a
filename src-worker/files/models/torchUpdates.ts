/** updates.py of the PyTorch archive: penalty, clipping and optimizers, as core/penalties and optimizers have them. */
export const torchUpdates = String.raw`"""Penalty, clipping and the optimizers of Chainrule, in place, on arrays of NumPy or tensors of PyTorch alike.

Written out, because torch.optim is not the same everywhere: here the decay of adamw reaches biases too, the moments of
sgd begin at zero, and the penalty l2 is added to the gradient of the weights before it is clipped.
"""


def list_slots(optimizer):
    """What an optimizer carries from update to update."""
    name = optimizer["name"]
    if name == "sgd":
        return ["momentum"] if optimizer["momentum"] > 0 else []
    return ["square"] if name == "rmsprop" else ["mean", "square"]


def add_penalty(g, w, l1, l2):
    """Adds l1 sign(W) + l2 W to the gradient of a matrix of weights; biases have no penalty."""
    if l1 != 0:
        g[w > 0] += l1
        g[w < 0] -= l1
    if l2 != 0:
        g += l2 * w


def find_clip_factor(norm, clip_norm):
    """What the gradient of all parameters together is multiplied by."""
    return 1 if clip_norm is None or norm <= clip_norm else clip_norm / norm


def apply_update(w, g, slots, optimizer, rate, step):
    """One update of one parameter tensor; step counts from 1."""
    name = optimizer["name"]
    if name == "sgd":
        apply_sgd(w, g, slots, optimizer, rate)
    elif name == "rmsprop":
        apply_rmsprop(w, g, slots["square"], optimizer, rate)
    elif name in ("adam", "adamw"):
        if name == "adamw":
            w *= 1 - rate * optimizer["weightDecay"]
        apply_adam(w, g, slots["mean"], slots["square"], optimizer, rate, step)
    else:
        raise ValueError(f"no optimizer {name}")


def apply_sgd(w, g, slots, optimizer, rate):
    momentum = optimizer["momentum"]
    if momentum == 0:
        w -= rate * g
        return
    v = slots["momentum"]
    v *= momentum
    v += g
    w -= rate * (g + momentum * v if optimizer["nesterov"] else v)


def apply_rmsprop(w, g, square, optimizer, rate):
    rho = optimizer["rho"]
    square *= rho
    square += (1 - rho) * g * g
    w -= rate * g / (square**0.5 + optimizer["epsilon"])


def apply_adam(w, g, mean, square, optimizer, rate, step):
    beta1, beta2 = optimizer["beta1"], optimizer["beta2"]
    mean *= beta1
    mean += (1 - beta1) * g
    square *= beta2
    square += (1 - beta2) * g * g
    mean_correction = 1 - beta1**step
    square_correction = (1 - beta2**step) ** 0.5
    w -= rate / mean_correction * mean / (square**0.5 / square_correction + optimizer["epsilon"])
`
