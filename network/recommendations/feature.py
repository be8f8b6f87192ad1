from network.platform.features import Feature

FEATURE = Feature()
