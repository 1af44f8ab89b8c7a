"""What PyTorch and timm say to our weights, as JSON on one line.

    python3 timm_strict.py probe
    python3 timm_strict.py names MODEL...
    python3 timm_strict.py logits FILE MODEL OUTPUTS PICTURES BATCH CHANNELS SIDE

`names` prints each model's tensors, [name, shape] in timm's order, for 7 outputs and 3 channels. `logits` loads FILE
with strict=True and runs the model on PICTURES, float32 values of batch x channels x side x side; a file that timm
does not take makes it fail with timm's own message.
"""

import json
import re
import sys

import torch


def tolerate_foreign_torchvision():
    """timm imports torchvision for its data loading, which plays no part here. Where torchvision's compiled
    operators were built for another torch, their names are declared, so that the import succeeds."""
    library = torch.library.Library("torchvision", "FRAGMENT")
    while True:
        try:
            import torchvision  # noqa: F401

            return library
        except RuntimeError as error:
            missing = re.search(r"operator torchvision::(\w+) does not exist", str(error))
            if not missing:
                raise
            library.define(f"{missing[1]}(Tensor input) -> Tensor")
            for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
                del sys.modules[name]


kept = tolerate_foreign_torchvision()

import safetensors  # noqa: E402
import timm  # noqa: E402
from safetensors.torch import load_file  # noqa: E402
from timm.models.resnet import Bottleneck, ResNet  # noqa: E402

# timm has no names for the small networks; these are the arguments that make them.
SMALL = {
    "seresnext_tiny": dict(layers=[1, 1, 1, 1]),
    "seresnext_mini": dict(layers=[1, 1, 1, 1], channels=[32, 64, 128, 256]),
    "seresnext26_32x4d": dict(layers=[2, 2, 2, 2]),
}


def build(name, outputs, channels):
    if name not in SMALL:
        return timm.create_model(name, num_classes=outputs, in_chans=channels)
    return ResNet(
        Bottleneck,
        cardinality=32,
        base_width=4,
        block_args=dict(attn_layer="se"),
        num_classes=outputs,
        in_chans=channels,
        **SMALL[name],
    )


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
