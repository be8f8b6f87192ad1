"""Which of the people a member knows know each other, as that member says. Nobody else ever reads it."""
