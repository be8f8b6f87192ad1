"""What makes the service an app on a phone: its manifest, and the little that is kept for when there is no signal."""
