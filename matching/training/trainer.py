"""The training: a contrastive loss over all layers of the model, in batches with hard negatives."""

import importlib
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from matching.encoder import SHIPPED_MODEL, model_path
from matching.redaction import redact
from matching.training.sources import Pair, Sources

log = logging.getLogger(__name__)

RATE = 3e-5
SCALE = 20.0
WARM_UP = 0.06
"""The share of steps in which the learning rate rises; then it falls linearly to a fiftieth."""
DECAY = 0.01
MAX_TOKENS = 40
LOG_EVERY = 25
MASKED = -1e4
"""The logit of a negative that may be right."""


@dataclass
class TrainedModel:
    """The tokenizer and transformer in training. bfloat16 is three times as fast on CPUs that have it; the weights are
    float32."""

    tokenizer: Any
    model: Any
    bfloat16: bool

    def vectors(self, texts: Sequence[str]) -> Any:
        """Return a tensor (texts, dimensions) of unit rows: the means over each text's tokens."""
        torch: Any = importlib.import_module("torch")
        tokens = self.tokenizer(list(texts), padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt")
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bfloat16):
            states = self.model(**tokens).last_hidden_state
            summed = (states * tokens["attention_mask"][..., None]).sum(1)
        return torch.nn.functional.normalize(summed.float(), dim=1)


def load_model(seed: int, threads: int) -> TrainedModel:
    """Load the shipped model for training. Its word embeddings, two thirds of its weights, are frozen."""
    torch: Any = importlib.import_module("torch")
    library: Any = importlib.import_module("transformers")
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    path = model_path(SHIPPED_MODEL)
    model = library.AutoModel.from_pretrained(path, attn_implementation="sdpa")
    for module in (model.embeddings, model.pooler):
        for weight in module.parameters():
            weight.requires_grad_(requires_grad=False)
    bfloat16 = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
    return TrainedModel(library.AutoTokenizer.from_pretrained(path), model, bfloat16)


def train(sources: Sources, *, seed: int, threads: int, epochs: int = 1) -> dict[str, Any]:
    """Train the model and return the change of each weight, by its name (torch tensors, float32).

    The loss is multiple negatives ranking in both directions (Henderson et al. 2017), without negatives that may be
    right. The same seed, machine and number of threads give the same result.
    """
    torch: Any = importlib.import_module("torch")
    rng = Random(seed)  # noqa: S311
    trained = load_model(seed, threads)
    nearest = _nearest(trained, sources)
    all_batches = [batch for _ in range(epochs) for batch in batches(sources, nearest, rng)]
    before = {name: weight.detach().clone() for name, weight in trained.model.named_parameters()}
    weights = [weight for weight in trained.model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=RATE, weight_decay=DECAY)
    trained.model.train()
    started, average_loss = time.monotonic(), 0.0
    for step, batch in enumerate(all_batches):
        for group in optimiser.param_groups:
            group["lr"] = rate(step, len(all_batches))
        loss = _loss(trained, batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        average_loss = 0.98 * average_loss + 0.02 * float(loss.item()) if step else float(loss.item())
        if step % LOG_EVERY == 0 or step == len(all_batches) - 1:
            log.info(
                "step %d of %d, loss %.3f, %.0f s", step + 1, len(all_batches), average_loss, time.monotonic() - started
            )
    changed = trained.model.named_parameters()
    return {name: (weight - before[name]).detach() for name, weight in changed if weight.requires_grad}


def rate(step: int, steps: int) -> float:
    """Return the learning rate of a step, which rises and then falls linearly."""
    return RATE * min(1.0, (step + 1) / max(1.0, steps * WARM_UP)) * max(0.02, 1 - step / steps)


def _loss(trained: TrainedModel, batch: Sequence[Pair]) -> Any:
    torch: Any = importlib.import_module("torch")
    anchors = trained.vectors([redact(pair.anchor) for pair in batch])
    logits = anchors @ trained.vectors([redact(pair.positive) for pair in batch]).T * SCALE
    may_be_right = [[other is not pair and pair.same_work(other) for other in batch] for pair in batch]
    logits = logits.masked_fill(torch.tensor(may_be_right), MASKED)
    own = torch.arange(len(batch))
    entropy = torch.nn.functional.cross_entropy
    return (entropy(logits, own) + entropy(logits.T, own)) / 2


def _nearest(trained: TrainedModel, sources: Sources) -> Mapping[str, Sequence[str]]:
    """Return the nearest occupations of each by the mean of its first two labels, before training."""
    torch: Any = importlib.import_module("torch")
    uris = list(sources.labels)
    trained.model.eval()
    with torch.no_grad():
        blocks = [
            torch.stack([trained.vectors([redact(label) for label in sources.labels[uri][:2]]).mean(0) for uri in some])
            for some in (uris[at : at + 64] for at in range(0, len(uris), 64))
        ]
        means = torch.nn.functional.normalize(torch.cat(blocks), dim=1)
        nearest = (means @ means.T).topk(NEIGHBOURS + 1, dim=1).indices[:, 1:].tolist()
    return {uri: [uris[index] for index in indices] for uri, indices in zip(uris, nearest, strict=True)}


BATCH_SIZE = 96
"""Pairs in a step; the other pairs of a batch are the negatives of each."""
NEIGHBOURS = 16
"""Nearest occupations that are hard negatives of one."""
NEIGHBOURS_PER_BATCH = 7
"""How many of them are drawn into the same batch."""
HARD_SHARE = 0.5
"""The share of a batch's occupations that come with their neighbours. Titles come in runs of one minor group
(`sources.beside_neighbours`)."""


def batches(
    sources: Sources, nearest: Mapping[str, Sequence[str]], rng: Random, size: int = BATCH_SIZE
) -> Iterator[list[Pair]]:
    """Yield the batches of an epoch. `nearest` has the nearest occupations of each, by the model before training."""
    uris = list(sources.labels)
    others = [sources.labels[uri][0] for uri in uris]
    pairs_left = {uri: sources.occupation_pairs(uri, rng, others) for uri in uris}
    titles = sources.title_pairs(rng, others)
    count = (sum(map(len, pairs_left.values())) + len(titles)) // size
    titles_per_batch = len(titles) // count
    for number in range(count):
        batch = titles[number * titles_per_batch : (number + 1) * titles_per_batch]
        hard_until = titles_per_batch + HARD_SHARE * (size - titles_per_batch)
        remaining = [uri for uri in uris if pairs_left[uri]]
        while len(batch) < size and remaining:
            first = rng.choice(remaining)
            drawn = [first]
            if sources.parts.neighbours and len(batch) < hard_until:
                drawn += rng.sample(list(nearest[first]), min(NEIGHBOURS_PER_BATCH, len(nearest[first])))
            for uri in drawn:
                if pairs_left[uri] and len(batch) < size:
                    batch.append(pairs_left[uri].pop())
            remaining = [uri for uri in remaining if pairs_left[uri]]
        yield batch
