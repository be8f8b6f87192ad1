"""Catalogues of translations, read, filled and compiled in plain Python: no gettext programs are needed anywhere."""
