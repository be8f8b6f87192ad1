"""Pages for this machine only: stored e-mail, the gallery of components, and the demo's sign-in links."""
