"""From a CatBoost model of several classes to the form that `scrapeclean.forest` reads."""

from __future__ import annotations

import base64
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np


def export_classes(model: Any, names: Sequence[str], depth: int) -> dict[str, Any]:
    """Trees, leaves rounded to one byte, and biases of a multi-class model.

    Args:
        model: a fitted classifier with oblivious trees.
        names: the features' names, in the order of the columns it was fitted on.
        depth: the depth that every tree is brought to.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.json"
        model.save_model(str(file), format="json")
        dumped = json.loads(file.read_text("utf-8"))
    trees = dumped["oblivious_trees"]
    classes = [str(name) for name in model.classes_]
    factor, bias = dumped["scale_and_bias"]
    leaves = np.stack([_leaves(tree, depth, len(classes)) for tree in trees]) * factor
    leaves -= leaves.mean(axis=1, keepdims=True)  # the same for all classes: no chance changes
    lows = leaves.min(axis=2, keepdims=True)
    scale = float((leaves - lows).max() / 255)
    steps = np.rint((leaves - lows) / scale).astype(np.uint8)
    used = sorted({s["float_feature_index"] for tree in trees for s in tree["splits"]})
    questions = bytearray()
    for tree in trees:
        for split in _splits(tree, depth):
            questions.append(used.index(split["float_feature_index"]))
            questions.append(min(255, int(np.floor(split["border"])) + 1))
    start = np.array(bias if len(bias) == len(classes) else [0.0] * len(classes))
    return {
        "classes": classes,
        "depth": depth,
        "scale": scale,
        "biases": [round(float(value), 5) for value in start + lows.sum(axis=(0, 2))],
        "features": [names[at] for at in used],
        "questions": base64.b64encode(bytes(questions)).decode(),
        "leaves": base64.b64encode(steps.tobytes()).decode(),
    }


def _splits(tree: dict[str, Any], depth: int) -> list[dict[str, Any]]:
    """Its questions at full depth: few rows grow some trees that stop early; repeats are free."""
    splits = list(tree["splits"])
    return splits + splits[:1] * (depth - len(splits))


def _leaves(tree: dict[str, Any], depth: int, classes: int) -> Any:
    """(classes, leaves) of a tree at full depth."""
    values = np.array(tree["leaf_values"]).reshape(-1, classes).T
    return np.tile(values, (1, (1 << depth) // values.shape[1]))
