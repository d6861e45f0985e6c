"""Trains small classifiers of drawn machine parts and exports them in twelve ways for `chorus import`.

./chorus draw-parts --out parts/train --count 6000 --seed 5000000
./chorus draw-parts --out parts/test --count 1000 --seed 6000000
KERAS_BACKEND=torch python3 docs/examples/export_parts.py [PART ...]

PART is scikit-learn, keras, ultralytics, torchvision, default, timm or transformers; all where none is given. Writes
wide/test (pictures of 160 x 120 pixels), exports/*, and exports/accuracy.txt with what each framework is right in. The
options for importing each export and what comes of it are in docs/bring-your-own.md.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np
import onnx
import onnxruntime
import timm
import torch
import torchvision
from onnx import TensorProto, helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, quantize_static
from onnxruntime.transformers.float16 import convert_float_to_float16
from PIL import Image
from sklearn.linear_model import LogisticRegression
from torch import nn
from torchvision import transforms as T
from transformers import ResNetConfig, ResNetForImageClassification

N, FLAT, GRAY = 64, 24, (114, 114, 114)
MEAN, STD, HALF = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225), (0.5, 0.5, 0.5)
OUT = Path("exports")


def widen(part):
    """Pictures that are not square: the drawing in the middle, its sides mirrored."""
    for file in sorted(Path("parts", part).glob("*/*.jpg")):
        target = Path("wide", part, file.parent.name, file.name)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            square = np.asarray(Image.open(file).convert("RGB").resize((120, 120), Image.BICUBIC))
            Image.fromarray(np.pad(square, ((0, 0), (20, 20), (0, 0)), "reflect")).save(target, quality=95)


def letterbox(picture):
    scale = min(N / picture.width, N / picture.height)
    width, height = round(picture.width * scale), round(picture.height * scale)
    box = Image.new("RGB", (N, N), GRAY)
    box.paste(picture.resize((width, height), Image.BILINEAR), ((N - width) // 2, (N - height) // 2))
    return box


BICUBIC = T.InterpolationMode.BICUBIC
WAYS = {
    "torchvision": T.Compose([T.Resize(int(N / 0.875)), T.CenterCrop(N), T.PILToTensor()]),
    "timm": T.Compose([T.Resize(int(N / 0.9), BICUBIC), T.CenterCrop(N), T.PILToTensor()]),
    "squash": T.Compose([T.Resize((N, N), BICUBIC), T.PILToTensor()]),
    "keras": T.Compose([T.Resize((N, N)), T.PILToTensor()]),
    "ultralytics": T.Compose([T.Resize(N), T.CenterCrop(N), T.PILToTensor()]),
    "letterbox": T.Compose([T.Lambda(letterbox), T.PILToTensor()]),
    "plain": T.Compose([T.PILToTensor(), T.Resize((N, N), antialias=False)]),
    "flat": T.Compose([T.Resize((FLAT, FLAT)), T.PILToTensor()]),
}


def load(part, way):
    """uint8 [pictures, 3, N, N], int64 [pictures]."""
    files = sorted(Path("wide", part).glob("*/*.jpg"))
    pictures = torch.stack([WAYS[way](Image.open(file)) for file in files])
    return pictures, torch.tensor([LABELS.index(file.parent.name) for file in files])


def normal(pictures, mean, std):
    return (pictures / 255 - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]


def train(net, way, mean, std, rate=0.002, epochs=8):
    torch.manual_seed(1)
    pictures, classes = load("train", way)
    optimizer = torch.optim.AdamW(net.parameters(), rate, weight_decay=0.02)
    batches = len(pictures) // 64
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, epochs * batches)
    net.train()
    for _ in range(epochs):
        for batch in torch.randperm(len(pictures))[: 64 * batches].view(-1, 64):
            optimizer.zero_grad()
            nn.functional.cross_entropy(logits(net(normal(pictures[batch], mean, std))), classes[batch]).backward()
            optimizer.step()
            schedule.step()
    return net.eval()


def logits(output):
    return output if torch.is_tensor(output) else output.logits


def accuracy(net, way, mean, std, dtype=torch.float32):
    pictures, classes = load("test", way)
    with torch.no_grad():
        said = torch.cat([logits(net(normal(some, mean, std).to(dtype))) for some in pictures.split(100)])
    return 100 * (said.argmax(1) == classes).float().mean().item()


def note(name, right):
    with open(OUT / "accuracy.txt", "a") as file:
        print(f"{name} {right:.1f}", file=file, flush=True)
    print(name, right, flush=True)


def picture(batch=1):
    return torch.randn(batch, 3, N, N)


class Logits(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, pixel_values):
        return self.net(pixel_values=pixel_values).logits


def of_torchvision():
    net = train(torchvision.models.squeezenet1_1(num_classes=12), "torchvision", MEAN, STD, 0.0007, 12)
    right = accuracy(net, "torchvision", MEAN, STD)
    note("torchvision-old-17", right)
    torch.onnx.export(net, picture(), OUT / "torchvision-old-17.onnx", opset_version=17, dynamo=False)
    note("torchvision-new", right)
    torch.onnx.export(net, (picture(),), OUT / "torchvision-new.onnx", dynamo=True, external_data=True)
    quantize(net, "torchvision")


def of_default():
    """With the pixels that gateways make by default."""
    net = train(timm.create_model("test_resnet", num_classes=12), "plain", HALF, HALF)
    note("default-old-13", accuracy(net, "plain", HALF, HALF))
    torch.onnx.export(net, picture(), OUT / "default-old-13.onnx", opset_version=13, dynamo=False)


def quantize(net, way):
    class Pictures(CalibrationDataReader):
        left = iter(normal(load("train", way)[0][::20], MEAN, STD))

        def get_next(self):
            some = next(self.left, None)
            return None if some is None else {"input": some[None].numpy()}

    plain = OUT / "quantize.tmp"
    torch.onnx.export(net, picture(), plain, opset_version=17, dynamo=False, input_names=["input"])
    quantized = OUT / "torchvision-quantized.onnx"
    quantize_static(plain, quantized, Pictures(), QuantFormat.QDQ, per_channel=True)
    plain.unlink()
    pictures, classes = load("test", way)
    session = onnxruntime.InferenceSession(quantized, providers=["CPUExecutionProvider"])
    run = lambda one: session.run(None, {"input": one[None].numpy()})[0].argmax()
    said = [run(one) for one in normal(pictures, MEAN, STD)]
    note("torchvision-quantized", 100 * (np.array(said) == classes.numpy()).mean())


def of_timm():
    net = train(timm.create_model("test_resnet", num_classes=12), "timm", HALF, HALF)
    right = accuracy(net, "timm", HALF, HALF)
    note("timm-old-dynamic", right)
    axes = {"x": {0: "batch", 2: "height", 3: "width"}, "y": {0: "batch"}}
    names = {"input_names": ["x"], "output_names": ["y"], "dynamic_axes": axes}
    torch.onnx.export(net, picture(2), OUT / "timm-old-dynamic.onnx", opset_version=16, dynamo=False, **names)
    note("timm-half", accuracy(net.half(), "timm", HALF, HALF, torch.float16))
    torch.onnx.export(net, picture().half(), OUT / "timm-half.onnx", opset_version=17, dynamo=False)
    net = train(timm.create_model("test_vit", num_classes=12, img_size=N), "squash", HALF, HALF, 0.0007)
    note("timm-vit-new-23", accuracy(net, "squash", HALF, HALF))
    shapes = ({0: torch.export.Dim("batch")},)
    file = OUT / "timm-vit-new-23.onnx"
    torch.onnx.export(net, (picture(2),), file, dynamo=True, opset_version=23, dynamic_shapes=shapes, external_data=True)
    net = train(timm.create_model("test_convnext", num_classes=12), "letterbox", MEAN, STD)
    note("timm-letterbox-new-18", accuracy(net, "letterbox", MEAN, STD))
    file = OUT / "timm-letterbox-new-18.onnx"
    torch.onnx.export(net, (picture(),), file, dynamo=True, opset_version=18, external_data=False)


def of_transformers():
    config = ResNetConfig(embedding_size=16, hidden_sizes=[32, 64, 128], depths=[1, 1, 1], layer_type="basic",
                          id2label=dict(enumerate(LABELS)), label2id={label: at for at, label in enumerate(LABELS)})
    net = Logits(train(ResNetForImageClassification(config), "squash", MEAN, STD).eval())
    note("transformers-new", accuracy(net, "squash", MEAN, STD))
    torch.onnx.export(net, (picture(),), OUT / "transformers-new.onnx", dynamo=True, external_data=True)
    config.save_pretrained(OUT / "transformers-new")


def of_ultralytics():
    """Not made by Ultralytics: a file of the same structure. Softmax, 16-bit weights, names in the metadata."""
    block = lambda a, b: nn.Sequential(nn.Conv2d(a, b, 3, 2, 1, bias=False), nn.BatchNorm2d(b), nn.SiLU())
    head = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, 12)]
    net = nn.Sequential(block(3, 16), block(16, 32), block(32, 64), block(64, 128), *head)
    train(net, "ultralytics", (0, 0, 0), (1, 1, 1))
    note("ultralytics-like", accuracy(net, "ultralytics", (0, 0, 0), (1, 1, 1)))
    file = OUT / "ultralytics-like.onnx"
    export = nn.Sequential(net, nn.Softmax(1)).eval()
    torch.onnx.export(export, picture(), file, opset_version=17, dynamo=False, input_names=["images"])
    model = convert_float_to_float16(onnx.load(file), keep_io_types=True)
    names = repr(dict(enumerate(LABELS)))
    for key, value in {"task": "classify", "imgsz": f"[{N}, {N}]", "names": names}.items():
        model.metadata_props.add(key=key, value=value)
    onnx.save(model, file)


def of_keras():
    layers = keras.layers
    keras.utils.set_random_seed(1)
    net = keras.Sequential([layers.Input((N, N, 3)), layers.Rescaling(1 / 127.5, -1)])
    for width in 16, 32, 64, 96:
        for layer in layers.Conv2D(width, 3, 2, "same", use_bias=False), layers.BatchNormalization(), layers.ReLU():
            net.add(layer)
    net.add(layers.GlobalAveragePooling2D())
    net.add(layers.Dense(12, activation="softmax"))
    net.compile(keras.optimizers.Adam(0.002), "sparse_categorical_crossentropy", metrics=["accuracy"])
    data = {part: load(part, "keras") for part in ("train", "test")}
    pictures = {part: some.permute(0, 2, 3, 1).numpy().astype("float32") for part, (some, _) in data.items()}
    net.fit(pictures["train"], data["train"][1].numpy(), 64, 12, verbose=0)
    said = net.predict(pictures["test"], verbose=0).argmax(1)
    note("keras", 100 * (said == data["test"][1].numpy()).mean())
    net.export(OUT / "keras.onnx", format="onnx", verbose=False)


def of_scikit_learn():
    """Not exported by skl2onnx: a file of the same structure, with label, ZipMap and flat input."""
    data = {part: load(part, "flat") for part in ("train", "test")}
    flat = {part: some.permute(0, 2, 3, 1).flatten(1).numpy() / np.float32(255) for part, (some, _) in data.items()}
    net = LogisticRegression(C=0.05, max_iter=60).fit(flat["train"], [LABELS[at] for at in data["train"][1]])
    note("scikit-learn-like", 100 * net.score(flat["test"], [LABELS[at] for at in data["test"][1]]))
    names = [label.encode() for label in net.classes_]
    nodes = [
        helper.make_node("LinearClassifier", ["X"], ["label", "scores"], domain="ai.onnx.ml", classlabels_strings=names,
                         coefficients=net.coef_.flatten().tolist(), intercepts=net.intercept_.tolist(),
                         multi_class=1, post_transform="SOFTMAX"),
        helper.make_node("Normalizer", ["scores"], ["probabilities"], domain="ai.onnx.ml", norm="L1"),
        helper.make_node("Identity", ["label"], ["output_label"]),
        helper.make_node("ZipMap", ["probabilities"], ["output_probability"], domain="ai.onnx.ml",
                         classlabels_strings=names),
    ]
    share = helper.make_map_type_proto(TensorProto.STRING, helper.make_tensor_type_proto(TensorProto.FLOAT, []))
    outputs = [
        helper.make_tensor_value_info("output_label", TensorProto.STRING, [None]),
        helper.make_value_info("output_probability", helper.make_sequence_type_proto(share)),
    ]
    inputs = [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, 3 * FLAT * FLAT])]
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid("ai.onnx.ml", 1)]
    graph = helper.make_graph(nodes, "scikit-learn", inputs, outputs)
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=10), OUT / "scikit-learn-like.onnx")


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    LABELS = sorted(folder.name for folder in Path("parts/train").iterdir())
    widen("train")
    widen("test")
    (OUT / "labels.txt").write_text("\n".join(LABELS) + "\n")
    (OUT / "labels-map.json").write_text(json.dumps(dict(enumerate(LABELS))))
    numbered = "".join(f"{at} {label}\r\n" for at, label in enumerate(LABELS))
    (OUT / "labels-numbered.txt").write_bytes(("\ufeff" + numbered).encode())
    makers = {"scikit-learn": of_scikit_learn, "keras": of_keras, "ultralytics": of_ultralytics}
    makers |= {"torchvision": of_torchvision, "default": of_default, "timm": of_timm, "transformers": of_transformers}
    for name in sys.argv[1:] or makers:
        makers[name]()
