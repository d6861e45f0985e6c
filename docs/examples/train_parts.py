"""Trains three classifiers of drawn machine parts in PyTorch and exports them for `chorus import`.

./chorus draw-parts --out parts/train --count 3000 --seed 11
./chorus draw-parts --out parts/test --count 1000 --seed 12
python3 docs/examples/train_parts.py

They differ in how pictures become N x N. What comes of each on gateways is in docs/bring-your-own.md.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import transforms as T
from torchvision.datasets import ImageFolder

N, MEAN, STD = 40, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
FINISH = [T.ConvertImageDtype(torch.float32), T.Normalize(MEAN, STD)]
WAYS = {
    # What gateways do: the whole picture, without smoothing. Only tensors can be resized so, not PIL's pictures.
    "exact": T.Compose([T.PILToTensor(), T.Resize((N, N), antialias=False), *FINISH]),
    # The whole picture; PIL smooths when it shrinks.
    "whole": T.Compose([T.Resize((N, N)), T.PILToTensor(), *FINISH]),
    # As torchvision's own classifiers are validated.
    "centre": T.Compose([T.Resize(N + N // 5), T.CenterCrop(N), T.PILToTensor(), *FINISH]),
}
TIMES = 3


def layer(inputs, outputs, stride):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


def train(way, epochs=10):
    torch.manual_seed(1)
    batches = DataLoader(ImageFolder("parts/train", WAYS[way]), 64, shuffle=True)
    net = nn.Sequential(
        *[layer(3, 16, 1), layer(16, 32, 2), layer(32, 32, 1), layer(32, 64, 2), layer(64, 64, 1)],
        *[nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 12)],
    )
    optimizer = torch.optim.SGD(net.parameters(), 0.05, momentum=0.9, nesterov=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.05, epochs * len(batches))
    for _ in range(epochs):
        for pictures, classes in batches:
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(pictures), classes).backward()
            optimizer.step()
            schedule.step()
    return net.eval()


def accuracy(net, way):
    right = 0
    tested = ImageFolder("parts/test", WAYS[way])
    with torch.no_grad():
        for pictures, classes in DataLoader(tested, 100):
            right += (net(pictures).argmax(1) == classes).sum().item()
    return 100 * right / len(tested)


class Smoothing(nn.Module):
    """Takes pictures of several times the size; shrinks with smoothing, then cuts off the margin."""

    def __init__(self, net, margin):
        super().__init__()
        self.net, self.margin = net, margin

    def forward(self, pictures):
        small = nn.functional.avg_pool2d(pictures, TIMES)
        end = small.shape[2] - self.margin
        return self.net(small[:, :, self.margin : end, self.margin : end])


def export(net, side, name):
    torch.onnx.export(net, torch.randn(1, 3, side, side), name, opset_version=13)


for way in WAYS:
    net = train(way)
    print(f"{way}: {accuracy(net, way):.1f} %, with the pictures that gateways make {accuracy(net, 'exact'):.1f} %", flush=True)
    export(net, N, f"{way}.onnx")
    if way != "exact":
        margin = N // 10 if way == "centre" else 0
        export(Smoothing(net, margin), TIMES * (N + 2 * margin), f"{way}-smoothing.onnx")
with open("labels.txt", "w") as labels:
    labels.write("\n".join(ImageFolder("parts/test").classes))
