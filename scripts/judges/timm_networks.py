"""timm's networks by the names that this project uses, for the judges beside this file."""

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

import timm  # noqa: E402
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
