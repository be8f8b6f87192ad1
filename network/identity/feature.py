from network.platform.features import Feature

FEATURE = Feature(
    startup=("network.identity.receivers",),
)
