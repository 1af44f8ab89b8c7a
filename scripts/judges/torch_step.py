"""PyTorch's time for one training step (forward, backward, AdamW) of a network, as JSON on one line.

    python3 torch_step.py MODEL BATCH SIDE THREADS [cpu|cuda [float32|tf32]]

Float32 on the processor or on the graphics card, there with TensorFloat-32 off or on; 7 outputs, binary cross-entropy with logits; the step is the one that the browser times:
the loss is read at its end. Two steps to warm up, then at least 5, up to 25 within 12 seconds.
"""

import json
import sys
import time

# Nothing is left beside the sources.
sys.dont_write_bytecode = True

import torch  # noqa: E402

from timm_networks import build  # noqa: E402

OUTPUTS = 7
CHANNELS = 3
WARM_UP = 2
LEAST = 5
MOST = 25
BUDGET_SECONDS = 12

model, *numbers = sys.argv[1:5]
batch, side, threads = map(int, numbers)
device, precision = (sys.argv[5:] + ["cpu", "float32"][len(sys.argv[5:]) :])[:2]
torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = precision == "tf32"
torch.set_num_threads(threads)
torch.manual_seed(1)
network = build(model, OUTPUTS, CHANNELS).train().to(device)
optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=0.01)
pictures = torch.randn(batch, CHANNELS, side, side, device=device)
labels = torch.randint(0, 2, (batch, OUTPUTS), device=device).float()


def step():
    start = time.perf_counter()
    optimiser.zero_grad(set_to_none=True)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(network(pictures), labels)
    loss.backward()
    optimiser.step()
    loss.item()
    return (time.perf_counter() - start) * 1000


for _ in range(WARM_UP):
    step()
begin = time.perf_counter()
times = []
while len(times) < LEAST or (len(times) < MOST and time.perf_counter() - begin < BUDGET_SECONDS):
    times.append(step())
card = torch.cuda.get_device_name() if device == "cuda" else None
print(
    json.dumps(
        {"version": torch.__version__, "threads": torch.get_num_threads(), "ms": times, "card": card}
    )
)
