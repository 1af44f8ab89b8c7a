"""Golden values of a residual network over sequences, by PyTorch, as a safetensors file.

    python3 torch_sequences.py MODEL CHANNELS BINS STEPS BATCH OUT

MODEL is a name of src/network/sequence-architecture.ts; BINS is 1 for raw sequences. Branches are built as separate
networks whose features are concatenated, not as groups, so that the groups are judged too. Weights, inputs and labels
are formulas (tests/golden/formula.ts); an input is 2u - 1 of shape [batch, channels x bins, steps].
"""

import json
import sys

# Nothing is left beside the sources.
sys.dont_write_bytecode = True

import numpy as np  # noqa: E402
import torch  # noqa: E402
from safetensors.numpy import save_file  # noqa: E402
from torch import nn  # noqa: E402

OUTPUTS, SEED, HEAD = 7, 1, 16
LEARNING_RATE, WEIGHT_DECAY, STEPS_TAKEN = 5e-5, 0.1, 3
DESIGNS = {
    "resnet1d": (2, 64, False),
    "resnet1d_mini": (1, 32, False),
    "spectrogram_resnet1d": (2, 8, True),
    "spectrogram_resnet1d_mini": (1, 4, True),
}


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


def formula(name, shape):
    r = 2 * uniforms(name, int(np.prod(shape))) - 1
    fan = int(np.prod(shape[1:]))
    if name.endswith("running_var"):
        r = 1 + 0.5 * r
    elif name.endswith("running_mean"):
        r = 0.2 * r
    elif len(shape) > 2:
        r = r * np.sqrt(3) * np.sqrt(2 / fan)
    elif name == "fc.weight":
        r = r * np.sqrt(3) * np.sqrt(1 / fan)
    elif name.endswith(".weight"):
        r = 1 + 0.2 * r
    else:
        r = 0.1 * r
    return r.astype(np.float32).reshape(shape)


class Block(nn.Module):
    def __init__(self, into, out, stride):
        super().__init__()
        self.conv1 = nn.Conv1d(into, out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm1d(out)
        self.conv2 = nn.Conv1d(out, out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm1d(out)
        if stride > 1 or into != out:
            self.downsample = nn.Sequential(nn.Conv1d(into, out, 1, stride, bias=False), nn.BatchNorm1d(out))
        else:
            self.downsample = None

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + (x if self.downsample is None else self.downsample(x)))


class Branch(nn.Module):
    def __init__(self, into, blocks, stem):
        super().__init__()
        self.conv1 = nn.Conv1d(into, stem, 15, 2, 7, bias=False)
        self.bn1 = nn.BatchNorm1d(stem)
        width = stem
        for stage in range(4):
            planes = stem * 2**stage
            layer = []
            for index in range(blocks):
                layer.append(Block(width, planes, 2 if stage > 0 and index == 0 else 1))
                width = planes
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layer))

    def forward(self, x):
        x = torch.max_pool1d(torch.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        for stage in range(4):
            x = getattr(self, f"layer{stage + 1}")(x)
        return x.mean(-1)


class Network(nn.Module):
    def __init__(self, into, branches, blocks, stem):
        super().__init__()
        self.branches = nn.ModuleList(Branch(into // branches, blocks, stem) for _ in range(branches))
        self.fc = nn.Linear(8 * stem * branches, OUTPUTS)

    def forward(self, x):
        parts = x.chunk(len(self.branches), 1)
        return self.fc(torch.cat([branch(part) for branch, part in zip(self.branches, parts)], 1))


model, channels, bins, steps, batch, out = sys.argv[1], *map(int, sys.argv[2:6]), sys.argv[6]
blocks, stem, branched = DESIGNS[model]
branches = channels if branched else 1
network = Network(channels * bins, branches, blocks, stem)
own = dict(network.branches[0].named_parameters())
own |= {n: b for n, b in network.branches[0].named_buffers() if "num_batches" not in n}
parameter_names = [n for n, _ in network.branches[0].named_parameters()] + ["fc.weight", "fc.bias"]


def in_file_shape(name, value):
    """A filter [out, in, k] is [out, in, 1, k] in files."""
    return value[:, :, None, :] if value.ndim == 3 else value


def parts_of(name, tensors):
    """One tensor over all branches: their output channels side by side."""
    return np.concatenate([in_file_shape(name, t.detach().numpy()) for t in tensors], 0)


def everywhere(name, what=lambda t: t):
    if name.startswith("fc."):
        return what(getattr(network.fc, name[3:])).detach().numpy().copy()
    lists = [dict(b.named_parameters()) | dict(b.named_buffers()) for b in network.branches]
    return parts_of(name, [what(tensors[name]) for tensors in lists])


def reset():
    with torch.no_grad():
        for name in own:
            shape = list(in_file_shape(name, own[name]).shape)
            shape[0] *= branches
            whole = torch.from_numpy(formula(name, shape)).chunk(branches, 0)
            for branch, part in zip(network.branches, whole):
                target = (dict(branch.named_parameters()) | dict(branch.named_buffers()))[name]
                target.copy_(part.reshape(target.shape))
        network.fc.weight.copy_(torch.from_numpy(formula("fc.weight", list(network.fc.weight.shape))))
        network.fc.bias.copy_(torch.from_numpy(formula("fc.bias", [OUTPUTS])))


x = torch.from_numpy(2 * uniforms("input", batch * channels * bins * steps) - 1).float()
x = x.reshape(batch, channels * bins, steps)
labels = torch.from_numpy((uniforms("labels", batch * OUTPUTS) > 0.5).astype(np.float32)).reshape(batch, OUTPUTS)
loss_of = nn.functional.binary_cross_entropy_with_logits
HEADS = ["conv1.weight", "layer2.0.conv1.weight", "layer3.0.downsample.0.weight", "layer4.0.bn2.weight", "fc.weight"]
found = {}

reset()
found["eval.logits"] = network.eval()(x).detach().numpy()

reset()
network.train()
logits = network(x)
loss = loss_of(logits, labels)
loss.backward()
found["train.logits"] = logits.detach().numpy()
found["train.loss"] = loss.detach().numpy().reshape(1)
gradients = {name: everywhere(name, lambda t: t.grad) for name in parameter_names}
found["train.grad_norms"] = np.array([np.linalg.norm(g.astype(np.float64)) for g in gradients.values()], np.float32)
for name in HEADS:
    found[f"train.grad.{name}.head"] = gradients[name].ravel()[:HEAD]
for name in ["bn1.running_mean", "bn1.running_var"]:
    found[f"train.{name}"] = everywhere(name).ravel()[:HEAD]

reset()
optimiser = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
losses = []
for step in range(STEPS_TAKEN):
    optimiser.zero_grad()
    loss = loss_of(network(x), labels)
    loss.backward()
    optimiser.step()
    losses.append(loss.item())
    if step == 0:
        for name in HEADS:
            found[f"adamw.step1.{name}.head"] = everywhere(name).ravel()[:HEAD]
found["adamw.losses"] = np.array(losses, np.float32)

header = {
    "model": model,
    "channels": channels,
    "bins": bins,
    "steps": steps,
    "batch": batch,
    "seed": SEED,
    "parameter_names": json.dumps(parameter_names),
    "torch": torch.__version__,
}
found = {name: np.ascontiguousarray(values, np.float32) for name, values in found.items()}
save_file(found, out, {name: str(value) for name, value in header.items()})
print(out, {name: float(np.abs(values).max()) for name, values in found.items() if values.size < 30})
