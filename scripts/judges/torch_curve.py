"""PyTorch's loss curve of a hundred steps, as JSON: timm's structure, AdamW as the paper has it.

    python3 torch_curve.py OUT

Weights, pictures and labels are formulas (tests/golden/formula.ts), the same in any language. Two batches take turns,
in training mode; a loss is that of its batch before the step. `spread` is the largest relative distance between this
curve and the same in float64: what rounding alone does.
"""

import json
import sys

# Nothing is left beside the sources.
sys.dont_write_bytecode = True

import numpy as np  # noqa: E402
import torch  # noqa: E402

from timm_networks import build  # noqa: E402

MODEL, SIDE, BATCH, BATCHES, STEPS = "seresnext_tiny", 64, 8, 2, 100
OUTPUTS, SEED = 7, 1
LEARNING_RATE, WEIGHT_DECAY = 5e-5, 0.1
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def uniforms(name, count):
    mask = 0xFFFFFFFF
    seed = 0x811C9DC5
    for byte in name.encode():
        seed = ((seed ^ byte) * 0x01000193) & mask
    seed = (seed + SEED * 0x85EBCA6B) & mask
    h = (np.arange(count, dtype=np.uint64) * 0x9E3779B9 + seed) & mask
    h ^= h >> 16
    h = (h * 0x85EBCA6B) & mask
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & mask
    h ^= h >> 16
    return h.astype(np.float64) / 2**32


def weight(name, shape):
    r = 2 * uniforms(name, int(np.prod(shape))) - 1
    fan = int(np.prod(shape[1:]))
    if name.endswith("running_var"):
        r = 1 + 0.5 * r
    elif name.endswith("running_mean"):
        r = 0.2 * r
    elif len(shape) == 4:
        r = r * np.sqrt(3) * np.sqrt(2 / fan)
    elif name == "fc.weight":
        r = r * np.sqrt(3) * np.sqrt(1 / fan)
    elif name.endswith("bn3.weight"):
        r = 0.3 + 0.1 * r
    elif name.endswith(".weight"):
        r = 1 + 0.2 * r
    else:
        r = 0.1 * r
    return r.astype(np.float32).reshape(shape)


def curve(kind):
    network = build(MODEL, OUTPUTS, 3).to(kind).train()
    with torch.no_grad():
        for name, value in network.state_dict().items():
            if not name.endswith("num_batches_tracked"):
                value.copy_(torch.from_numpy(weight(name, tuple(value.shape))))
    count = BATCH * BATCHES
    pixels = uniforms("input", count * 3 * SIDE * SIDE).reshape(count, 3, SIDE, SIDE)
    scaled = (pixels - np.reshape(MEAN, (3, 1, 1))) / np.reshape(DEVIATION, (3, 1, 1))
    pictures = torch.from_numpy(scaled.astype(np.float32)).to(kind).split(BATCH)
    known = (uniforms("labels", count * OUTPUTS) > 0.5).reshape(count, OUTPUTS)
    labels = torch.from_numpy(known).to(kind).split(BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    losses = []
    for step in range(STEPS):
        optimiser.zero_grad(set_to_none=True)
        turn = step % BATCHES
        loss = torch.nn.functional.binary_cross_entropy_with_logits(network(pictures[turn]), labels[turn])
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses


torch.set_num_threads(1)
losses, exact = curve(torch.float32), curve(torch.float64)
spread = max(abs(a - b) / b for a, b in zip(losses, exact))
about = {
    "model": MODEL,
    "side": SIDE,
    "batch": BATCH,
    "batches": BATCHES,
    "seed": SEED,
    "learningRate": LEARNING_RATE,
    "weightDecay": WEIGHT_DECAY,
    "torch": torch.__version__,
    "spread": spread,
    "losses": [round(loss, 7) for loss in losses],
}
with open(sys.argv[1], "w") as file:
    file.write(json.dumps(about) + "\n")
print(f"{STEPS} steps: {losses[0]:.4f} to {losses[-1]:.4f}, float32 within {spread:.1e} of float64")
