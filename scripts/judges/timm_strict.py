"""What PyTorch and timm say to our weights, as JSON on one line.

    python3 timm_strict.py probe
    python3 timm_strict.py names MODEL...
    python3 timm_strict.py logits FILE MODEL OUTPUTS PICTURES BATCH CHANNELS SIDE

`names` prints each model's tensors, [name, shape] in timm's order, for 7 outputs and 3 channels. `logits` loads FILE
with strict=True and runs the model on PICTURES, float32 values of batch x channels x side x side; a file that timm
does not take makes it fail with timm's own message.
"""

import json
import sys

# Nothing is left beside the sources.
sys.dont_write_bytecode = True

import torch  # noqa: E402

from timm_networks import build, timm  # noqa: E402

import safetensors  # noqa: E402
from safetensors.torch import load_file  # noqa: E402


def probe():
    # Fails here where torch is older than 2 or timm older than its first release with such narrow networks.
    names("seresnext_mini")
    return {
        "torch": torch.__version__,
        "timm": timm.__version__,
        "safetensors": safetensors.__version__,
    }


def names(*models):
    # On the meta device a network has shapes and no numbers: gigabytes cost nothing.
    with torch.device("meta"):
        return {
            model: [[name, list(tensor.shape)] for name, tensor in build(model, 7, 3).state_dict().items()]
            for model in models
        }


def logits(path, model, outputs, pictures, batch, channels, side):
    network = build(model, int(outputs), int(channels))
    network.load_state_dict(load_file(path), strict=True)
    with open(pictures, "rb") as file:
        values = torch.frombuffer(bytearray(file.read()), dtype=torch.float32)
    with torch.no_grad():
        answers = network.eval()(values.reshape(int(batch), int(channels), int(side), int(side)))
    return answers.flatten().tolist()


command, *words = sys.argv[1:]
print(json.dumps({"probe": probe, "names": names, "logits": logits}[command](*words)))
