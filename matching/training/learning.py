"""The learning itself: all of the model's layers, one epoch, each text drawn to its own work and away from the rest."""

import importlib
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from matching.encoder import SHIPPED, model_place
from matching.plain import plain
from matching.training.batches import NEIGHBOURS, batches
from matching.training.sources import Pair, Sources

log = logging.getLogger(__name__)

RATE = 3e-5
SCALE = 20.0
WARM_UP = 0.06
"""The share of steps in which the rate rises; after, it falls in a line to a fiftieth."""
DECAY = 0.01
LONGEST = 40
"""Tokens of a text that are learnt from."""
LOG_EVERY = 25
NOT_AN_ANSWER = -1e4


@dataclass
class Learner:
    """The model on its way: torch's tokenizer and transformer. bfloat16 where the processor has it, which is 3 times
    as quick there; the weights stay float32."""

    tokenizer: Any
    model: Any
    quick: bool

    def vectors(self, texts: Sequence[str]) -> Any:
        """Return a tensor (texts, numbers) of unit rows, the mean over each text's tokens."""
        torch: Any = importlib.import_module("torch")
        read = self.tokenizer(list(texts), padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.quick):
            states = self.model(**read).last_hidden_state
            summed = (states * read["attention_mask"][..., None]).sum(1)
        return torch.nn.functional.normalize(summed.float(), dim=1)


def learner(seed: int, threads: int) -> Learner:
    """Return the shipped model, ready to learn; its word vectors stay as they are, being two thirds of its weight."""
    torch: Any = importlib.import_module("torch")
    library: Any = importlib.import_module("transformers")
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    place = model_place(SHIPPED)
    model = library.AutoModel.from_pretrained(place, attn_implementation="sdpa")
    for part in (model.embeddings, model.pooler):
        for weight in part.parameters():
            weight.requires_grad_(requires_grad=False)
    quick = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
    return Learner(library.AutoTokenizer.from_pretrained(place), model, quick)


def learn(sources: Sources, *, seed: int, threads: int, epochs: int = 1) -> dict[str, Any]:
    """Return what was added to each weight of the model, by its name (torch tensors, float32).

    The loss is multiple negatives ranking in both directions (Henderson et al. 2017), wrong answers that may be right
    left out. The same seed, machine and number of threads give the same again.
    """
    torch: Any = importlib.import_module("torch")
    chance = Random(seed)  # noqa: S311
    learning = learner(seed, threads)
    nearest = _nearest(learning, sources)
    todo = [batch for _ in range(epochs) for batch in batches(sources, nearest, chance)]
    before = {name: weight.detach().clone() for name, weight in learning.model.named_parameters()}
    weights = [weight for weight in learning.model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=RATE, weight_decay=DECAY)
    learning.model.train()
    began, smooth = time.monotonic(), 0.0
    for step, batch in enumerate(todo):
        for group in optimiser.param_groups:
            group["lr"] = rate(step, len(todo))
        loss = _loss(learning, batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        smooth = 0.98 * smooth + 0.02 * float(loss.item()) if step else float(loss.item())
        if step % LOG_EVERY == 0 or step == len(todo) - 1:
            log.info("step %d of %d, loss %.3f, %.0f s", step + 1, len(todo), smooth, time.monotonic() - began)
    changed = learning.model.named_parameters()
    return {name: (weight - before[name]).detach() for name, weight in changed if weight.requires_grad}


def rate(step: int, steps: int) -> float:
    """Return the learning rate of a step: rising, then falling in a line."""
    return RATE * min(1.0, (step + 1) / max(1.0, steps * WARM_UP)) * max(0.02, 1 - step / steps)


def _loss(learning: Learner, batch: Sequence[Pair]) -> Any:
    torch: Any = importlib.import_module("torch")
    near = learning.vectors([plain(pair.written) for pair in batch])
    near = near @ learning.vectors([plain(pair.meant) for pair in batch]).T * SCALE
    same = [[one is not other and one.same_work(other) for other in batch] for one in batch]
    near = near.masked_fill(torch.tensor(same), NOT_AN_ANSWER)
    own = torch.arange(len(batch))
    entropy = torch.nn.functional.cross_entropy
    return (entropy(near, own) + entropy(near.T, own)) / 2


def _nearest(learning: Learner, sources: Sources) -> Mapping[str, Sequence[str]]:
    """Return the nearest occupations of each, by the mean of its first two labels, before anything is learnt."""
    torch: Any = importlib.import_module("torch")
    uris = list(sources.labels)
    learning.model.eval()
    with torch.no_grad():
        blocks = [
            torch.stack([learning.vectors([plain(label) for label in sources.labels[uri][:2]]).mean(0) for uri in some])
            for some in (uris[at : at + 64] for at in range(0, len(uris), 64))
        ]
        middles = torch.nn.functional.normalize(torch.cat(blocks), dim=1)
        found = (middles @ middles.T).topk(NEIGHBOURS + 1, dim=1).indices[:, 1:].tolist()
    return {uri: [uris[place] for place in places] for uri, places in zip(uris, found, strict=True)}
