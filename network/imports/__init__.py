"""Bringing in an address book: reading it in, a look beforehand, choosing, adding in a worker, taking it back."""
