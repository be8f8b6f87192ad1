"""How the adapter is made: `make train`. For developers; nothing here runs in the service."""
